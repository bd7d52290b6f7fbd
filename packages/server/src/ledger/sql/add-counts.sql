insert into kindred.ledger (upload_id, counter, reason, row_count)
select $1, counter, reason, row_count
from unnest($2::text[], $3::text[], $4::bigint[]) as entry (counter, reason, row_count)
on conflict (upload_id, counter, reason) do update set row_count = kindred.ledger.row_count + excluded.row_count
