select upload_id, line, reason, sample
from kindred.ledger_samples
where upload_id = any($1::bigint[])
order by upload_id, line
