update kindred.ad_accounts set rate_limit_tier = $2 where id = $1
