select * from kindred.audiences
where ad_account_id = any($1::int[]) and ($2::text is null or subtype = $2) and deleted_at is null
order by id desc
limit $3 offset $4
