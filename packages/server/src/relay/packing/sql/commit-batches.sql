insert into kindred.relay_batches (relay_id, seq, phase, operation, row_count, sealed_key)
select $1, b.seq, b.phase, b.operation, b.row_count, decode(b.sealed_key, 'base64')
from unnest($2::int[], $3::int[], $4::text[], $5::int[], $6::text[]) as b (seq, phase, operation, row_count, sealed_key)
