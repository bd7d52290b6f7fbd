with runs as (
  update kindred.runs set state = 'erased'
  where audience_id = $1 and state = 'abandoned' and id = any($2::bigint[])
)
update kindred.audiences set log_rows = case when deleted_at is null then log_rows else 0 end where id = $1
