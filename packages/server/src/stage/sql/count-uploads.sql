select count(*) as total
from kindred.uploads u
where u.audience_id = $1
  and ($2::text is null or exists (
    select from kindred.upload_sessions s
    where s.audience_id = $1 and s.session_id = $2
      and (s.id = u.session or s.id in (select b.session from kindred.batches b where b.upload_id = u.id))
  ))
