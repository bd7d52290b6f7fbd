delete from kindred.idempotency_keys where token_id = $1 and key = $2 and status is null
