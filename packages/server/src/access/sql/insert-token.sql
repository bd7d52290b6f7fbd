insert into kindred.tokens (name, role, token_hmac) values ($1, $2, $3)
returning id, name, role, created_at, revoked_at
