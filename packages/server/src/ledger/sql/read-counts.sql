select upload_id, counter, reason, row_count
from kindred.ledger
where upload_id = any($1::bigint[])
