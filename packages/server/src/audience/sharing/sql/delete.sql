delete from kindred.audience_shares where audience_id = $1 and ad_account_id = any($2::int[])
