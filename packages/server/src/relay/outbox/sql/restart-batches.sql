-- A replace that was cut off begins anew, with all of its batches; those that were sent go again, and rows that were
-- refused are named again.
with named as (
  delete from kindred.relay_samples where relay_id = $1
)
update kindred.relay_batches
set state = 'waiting', session_id = null, invalid = null, unnamed = 0, total_received = null, total_invalid = null,
  withheld = 0, resent = resent or attempts > 0, sent_at = null, ended_at = null
where relay_id = $1 and sealed_key is not null
