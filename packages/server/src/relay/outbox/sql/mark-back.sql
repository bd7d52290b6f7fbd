-- Not sent, or not taken: it waits again. spared: the attempt does not count, because the platform only asked for patience.
update kindred.relay_batches
set state = $3, said = $4, attempts = attempts - case when $5::boolean then 1 else 0 end, resent = resent or $6::boolean
where relay_id = $1 and seq = $2
