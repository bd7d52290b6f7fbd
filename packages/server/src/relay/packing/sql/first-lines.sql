-- Rows of each chunk, from which the number of its first line follows.
SELECT chunk, count() AS row_count FROM staged_rows WHERE segment = {segment:UInt64} GROUP BY chunk ORDER BY chunk
