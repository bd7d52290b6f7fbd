update kindred.relay_batches
set state = 'sending', session_id = $3, sent_at = now(), attempts = attempts + 1, said = null, withheld = 0
where relay_id = $1 and seq = $2 and state = any(array['waiting', 'parked'])
returning seq
