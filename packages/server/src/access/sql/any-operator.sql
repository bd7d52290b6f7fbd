select id from kindred.tokens where role = 'operator' and revoked_at is null limit 1
