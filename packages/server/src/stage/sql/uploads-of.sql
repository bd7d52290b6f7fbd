-- Of an audience, and where a session is named, of it: the uploads of a replace, and those that gathered one of its
-- batches, which are known for a day.
from kindred.uploads u
where u.audience_id = $1
  and ($2::text is null or exists (
    select from kindred.upload_sessions s
    where s.audience_id = $1 and s.session_id = $2
      and (s.id = u.session or s.id in (select b.session from kindred.batches b where b.upload_id = u.id))
  ))
