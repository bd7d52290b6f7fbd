-- Nothing goes any more to an audience that was deleted here. The time of a replace runs from the first request of its
-- session, so going again does not change it.
update kindred.relay_batches
set state = 'sending', session_id = $3,
  sent_at = case when operation = 'replace' and session_id = $3 then sent_at else now() end, attempts = attempts + 1, said = null, withheld = 0
where relay_id = $1 and seq = $2 and state = any(array['waiting', 'parked'])
  and not exists (
    select from kindred.relays r
    join kindred.audiences a on a.id = r.audience_id
    where r.id = $1 and a.deleted_at is not null
  )
returning seq
