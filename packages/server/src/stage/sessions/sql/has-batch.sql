select 1 as found from kindred.batches where session = $1 and batch_seq = $2
