with finished as (
  update kindred.uploads set state = 'applied', applied_at = now(), error = null
  where id = $1 and state = 'applying'
  returning audience_id, good_rows, operation
),
lines as (
  select coalesce(sum(row_count) filter (where counter = 'lines'), 0)
      - coalesce(sum(row_count) filter (where counter = 'blank'), 0) as received,
    coalesce(sum(row_count) filter (where counter = 'rejected'), 0) as rejected
  from kindred.ledger where upload_id = $1
)
update kindred.audiences a
set applied = a.applied + 1, good_rows = a.good_rows + f.good_rows, content_updated_at = now(), updated_at = now(),
  keys_epoch = $2, replace_failed = false,
  last_rejected_percent = case when l.received > 0 then 100.0 * l.rejected / l.received end
from finished f, lines l
where a.id = f.audience_id
returning a.id
