-- What is null stays as it is; an empty text takes a description or a link away.
update kindred.audiences
set name = coalesce($2, name), description = nullif(coalesce($3, description), ''),
  opt_out_link = nullif(coalesce($4, opt_out_link), ''),
  customer_file_source = coalesce($5, customer_file_source), retention_days = coalesce($6, retention_days),
  data_sub_type = coalesce($7, data_sub_type), updated_at = now()
where id = $1 and deleted_at is null
returning id
