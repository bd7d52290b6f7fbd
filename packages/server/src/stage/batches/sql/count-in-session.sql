update kindred.upload_sessions
set received = received + $2, invalid = invalid + $3,
  ended_at = case when $4 and operation <> 'replace' then coalesce(ended_at, now()) else ended_at end
where id = $1
returning received
