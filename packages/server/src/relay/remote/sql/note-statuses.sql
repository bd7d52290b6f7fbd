update kindred.audiences a
set remote = nullif(s.remote, '')::jsonb, remote_read_at = now()
from unnest($1::int[], $2::text[]) as s (id, remote)
where a.id = s.id
