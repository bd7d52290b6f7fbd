select r.duplicates, r.suppressed,
  (select coalesce(sum(b.row_count), 0)::bigint from kindred.relay_batches b where b.relay_id = r.id) as accepted
from kindred.relays r where r.id = $1
