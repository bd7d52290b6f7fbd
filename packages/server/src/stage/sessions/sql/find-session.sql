select s.id, s.ended_at is not null as ended, s.timed_out, s.expires_at <= now() as expired,
  exists (select from kindred.uploads u where u.session = s.id and u.state = 'failed') as failed
from kindred.upload_sessions s
where audience_id = $1 and operation = $2 and session_id = $3
