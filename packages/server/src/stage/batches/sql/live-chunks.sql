select id from kindred.batches where upload_id = $1 and good_rows > 0
