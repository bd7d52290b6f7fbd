-- What is null stays as it is. $8: an empty text takes a description or a link away, instead of being one.
update kindred.audiences
set name = coalesce($2, name), description = case when $8 and $3 = '' then null else coalesce($3, description) end,
  opt_out_link = case when $8 and $4 = '' then null else coalesce($4, opt_out_link) end,
  customer_file_source = coalesce($5, customer_file_source), retention_days = coalesce($6, retention_days),
  data_sub_type = coalesce($7, data_sub_type), updated_at = now()
where id = $1 and deleted_at is null
returning id
