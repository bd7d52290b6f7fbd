update kindred.audiences
set has_dead_rows = has_dead_rows or epoch <> $2, epoch = $2, applied_run = $3, member_count = $4, log_rows = $5, updated_at = now(),
  content_updated_at = now()
where id = $1 and deleted_at is null and applied_run < $3
returning id
