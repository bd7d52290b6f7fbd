update kindred.relay_batches
set state = 'parked', said = $3, attempts = attempts - 1
where relay_id = $1 and seq = $2 and state = 'sending'
