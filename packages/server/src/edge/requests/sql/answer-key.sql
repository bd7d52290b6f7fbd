update kindred.idempotency_keys
set fingerprint = $3, file_sha256 = $4, status = $5, headers = $6::jsonb, body = $7
where token_id = $1 and key = $2
