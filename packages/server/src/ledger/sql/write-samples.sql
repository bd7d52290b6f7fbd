insert into kindred.ledger_samples (upload_id, line, reason, sample)
select $1, line, reason, sample
from unnest($2::bigint[], $3::text[], $4::text[]) as entry (line, reason, sample)
