select s.id, s.session_id, s.expires_at <= now() as expired
from kindred.audiences a
join kindred.upload_sessions s on s.id = a.replace_session
where a.id = $1
