select seq, phase, operation, row_count, state, encode(sealed_key, 'base64') as sealed_key, session_id, attempts, sent_at,
  withheld
from kindred.relay_batches
where relay_id = $1 and state <> all(array['acknowledged', 'set_aside'])
order by phase, seq
