update kindred.audiences
set epoch = $2, applied_run = $3, member_count = $4, log_rows = $5, updated_at = now(),
  content_updated_at = now()
where id = $1 and deleted_at is null and applied_run < $3
returning id
