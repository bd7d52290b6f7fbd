update kindred.relay_batches
set state = 'set_aside', sealed_key = null, code = $3, said = $4, ended_at = now()
where relay_id = $1 and ($2::int is null or seq = $2) and state <> all(array['acknowledged', 'set_aside'])
