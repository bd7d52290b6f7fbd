select id, good_rows, encode(rows, 'base64') as rows_base64, landed
from kindred.batches
where upload_id = $1 and id > $2 and (rows is not null or landed is not null)
order by id
limit $3
