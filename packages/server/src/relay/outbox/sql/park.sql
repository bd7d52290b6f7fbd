-- What would follow waits, too: it would be refused as well.
update kindred.relay_batches
set state = 'parked', said = $3, attempts = attempts - case when seq = $2 then 1 else 0 end
where relay_id = $1 and operation = any(array['remove', 'forget']) and (seq = $2 and state = 'sending' or state = 'waiting')
