insert into kindred.audiences
  (ad_account_id, name, subtype, description, opt_out_link, user_type, customer_file_source, is_value_based, retention_days,
   is_relayed)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
returning *
