select count(*)::int as total from kindred.audiences
where ad_account_id = $1 and ($2::text[] is null or subtype = any($2::text[])) and deleted_at is null
