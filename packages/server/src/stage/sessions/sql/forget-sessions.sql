-- Sessions that were invented for one request go with its batch; those that a caller named are kept for 90 days.
delete from kindred.upload_sessions
where id in (
  select s.id from kindred.upload_sessions s
  where s.started_at < now() - case when s.invented then interval '1 day' else interval '90 days' end
    and not exists (select from kindred.batches b where b.session = s.id)
    and not exists (select from kindred.uploads u where u.session = s.id)
    and not exists (select from kindred.audiences a where a.replace_session = s.id)
  order by s.id
  limit $1
)
