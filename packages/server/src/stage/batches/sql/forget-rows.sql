update kindred.batches set rows = null where upload_id = $1 and rows is not null
