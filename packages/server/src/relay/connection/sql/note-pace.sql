update kindred.connections set pace = $2::jsonb, wait_until = $3::timestamptz where ad_account_id = $1
