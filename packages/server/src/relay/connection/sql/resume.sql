update kindred.connections
set state = 'connected', why = null, said = null, link = null, wait_until = null, changed_at = now()
where ad_account_id = $1
returning ad_account_id
