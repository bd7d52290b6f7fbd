select id from kindred.upload_sessions
where operation = 'replace' and ended_at is null and expires_at <= now()
