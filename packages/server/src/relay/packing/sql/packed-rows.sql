SELECT seq, length(lines) AS row_count
FROM relay_batches WHERE relay = {relay:UInt64} AND seq >= {first_seq:UInt32} ORDER BY seq
