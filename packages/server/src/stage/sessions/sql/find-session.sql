select id, ended_at is not null as ended, timed_out, expires_at <= now() as expired
from kindred.upload_sessions
where audience_id = $1 and operation = $2 and session_id = $3
