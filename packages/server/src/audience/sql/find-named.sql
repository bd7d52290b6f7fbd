-- The newest one of this name and subtype.
select * from kindred.audiences
where ad_account_id = $1 and name = $2 and subtype = $3 and deleted_at is null
order by id desc
limit 1
