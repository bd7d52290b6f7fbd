-- An encoding that is being made is dropped too: whoever made it holds the lock, and so is gone.
select id from kindred.encodings e
where state <> 'dropped'
  and id < (select coalesce(max(id), 0) from kindred.encodings where state = 'ready')
  and not exists (
    select from kindred.lookalike_models m where m.encoding = e.id and m.state = 'training'
  )
