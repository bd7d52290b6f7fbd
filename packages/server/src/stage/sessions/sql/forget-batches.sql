-- Batches that nobody will send again: a day old, with nothing that still waits.
delete from kindred.batches
where id in (
  select b.id from kindred.batches b
  join kindred.uploads u on u.id = b.upload_id
  where b.created_at < now() - interval '1 day' and u.state in ('applied', 'aborted', 'failed')
  order by b.id
  limit $1
)
returning id
