-- The caller's session on this audience, begun by whoever names it first.
insert into kindred.upload_sessions (ad_account_id, audience_id, operation, session_id, invented)
values ($1, $2, $3, $4, false)
on conflict (audience_id, session_id, operation) do update set session_id = excluded.session_id
returning id, ended_at is not null as ended, timed_out, expires_at <= now() as expired
