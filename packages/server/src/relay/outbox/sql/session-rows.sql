-- Rows that were acknowledged in a session. is_whole: no other batch may be among what the platform has counted of it; one
-- that was sent before and waits, or went again under another session, may be.
select
  coalesce(sum(row_count - withheld) filter (where session_id = $2 and state = 'acknowledged'), 0)::bigint as row_count,
  not coalesce(bool_or(
    (session_id is distinct from $2 or state <> all(array['acknowledged', 'unclear']))
    and (resent or attempts > case when state = 'acknowledged' then 1 else 0 end)
  ), false) as is_whole
from kindred.relay_batches
where relay_id = $1
