select remote_id from kindred.audiences where ad_account_id = $1 and remote_id is not null
