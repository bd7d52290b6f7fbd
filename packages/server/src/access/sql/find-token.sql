select id from kindred.tokens where token_hmac = $1
