-- A token that was given meanwhile is not paused for what the one before it met.
update kindred.connections
set state = 'paused', why = $2, said = $3, link = $4, changed_at = now()
where ad_account_id = $1 and date_trunc('milliseconds', connected_at) <= $5::timestamptz
