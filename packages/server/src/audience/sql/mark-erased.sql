with runs as (
  update kindred.runs r set state = 'erased'
  from kindred.audiences a
  where r.audience_id = $1 and a.id = $1
    and ((r.state = 'abandoned' and r.id = any($2::bigint[])) or (r.state in ('open', 'abandoned') and a.deleted_at is not null))
)
update kindred.audiences
set has_dead_rows = false, log_rows = case when deleted_at is null then log_rows else 0 end
where id = $1
