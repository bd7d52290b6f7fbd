-- 0 and '' stand for null: not every driver sends lists with nulls in them.
insert into kindred.batches
  (id, session, batch_seq, upload_id, received, received_total, invalid, good_rows, rows)
overriding system value
select coalesce(nullif(chunk, 0), nextval(pg_get_serial_sequence('kindred.batches', 'id'))), session,
  nullif(batch_seq, -1), $1, received, received_total, invalid, good_rows, decode(nullif(rows_base64, ''), 'base64')
from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::int[], $6::bigint[], $7::int[], $8::int[], $9::text[])
  as batch (chunk, session, batch_seq, received, received_total, invalid, good_rows, rows_base64)
