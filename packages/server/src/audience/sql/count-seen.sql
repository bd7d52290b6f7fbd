select count(*)::int as total from kindred.audiences
where deleted_at is null
  and (ad_account_id = $1 or id in (select audience_id from kindred.audience_shares where ad_account_id = $1))
