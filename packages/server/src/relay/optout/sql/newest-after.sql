-- The newest opt-out that an ad account was told of after a relay.
select max(id) as id from kindred.relays where ad_account_id = $1 and opt_out_id is not null and id > $2
