select received_total, invalid from kindred.batches where session = $1 and batch_seq = $2
