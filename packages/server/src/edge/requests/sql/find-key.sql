select fingerprint, file_sha256, status, headers, body
from kindred.idempotency_keys where token_id = $1 and key = $2
