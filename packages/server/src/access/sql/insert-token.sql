insert into kindred.tokens (name, role, token_hmac, app_id) values ($1, $2, $3, $4::bigint)
returning id, name, role, app_id::text as app_id, created_at, revoked_at
