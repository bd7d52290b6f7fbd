select seq, operation, state from kindred.relay_batches where relay_id = $1 order by seq
