-- A replace that was cut off begins anew, with all of its batches.
update kindred.relay_batches
set state = 'waiting', session_id = null, invalid = null, unnamed = 0, total_received = null, total_invalid = null,
  resent = true, sent_at = null, ended_at = null
where relay_id = $1 and sealed_key is not null
