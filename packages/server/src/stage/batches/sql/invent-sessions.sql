-- A session for each request that named none. It is complete with it.
insert into kindred.upload_sessions
  (ad_account_id, audience_id, operation, session_id, invented, ended_at, received, invalid)
select $1, $2, $3, session_id, true, now(), received, invalid
from unnest($4::text[], $5::int[], $6::int[]) as request (session_id, received, invalid)
returning id, session_id
