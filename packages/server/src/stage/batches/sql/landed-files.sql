select landed from kindred.batches where landed is not null
