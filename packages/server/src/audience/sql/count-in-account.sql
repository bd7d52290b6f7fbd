select count(*)::int as total from kindred.audiences
where ad_account_id = $1 and subtype = any($2::text[]) and deleted_at is null
