select id, encode(rows, 'base64') as rows_base64 from kindred.batches where upload_id = $1 and id > $2 and rows is not null
order by id limit $3
