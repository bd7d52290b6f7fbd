-- Rows that were acknowledged in a session.
select coalesce(sum(row_count - withheld), 0)::bigint as row_count
from kindred.relay_batches
where relay_id = $1 and session_id = $2 and state = 'acknowledged'
