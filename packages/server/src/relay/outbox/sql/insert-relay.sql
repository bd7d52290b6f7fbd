insert into kindred.relays
  (ad_account_id, audience_id, upload_id, opt_out_id, schema_names, is_single_key, sealed_key)
values ($1, $2, $3, $4, $5::text[], $6, decode($7, 'base64'))
on conflict do nothing
returning id
