update kindred.tokens set revoked_at = now() where app_id = $1::bigint and revoked_at is null
