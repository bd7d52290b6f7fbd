select
  coalesce(sum(row_count) filter (where counter = 'lines'), 0)::bigint
    - coalesce(sum(row_count) filter (where counter = 'blank'), 0)::bigint as received,
  coalesce(sum(row_count) filter (where counter = 'rejected'), 0)::bigint as rejected
from kindred.ledger where upload_id = $1
