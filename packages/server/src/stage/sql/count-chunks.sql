-- Lines of each chunk, to tell the place in the file from chunk and line.
SELECT chunk, count() AS row_count FROM staged_rows WHERE segment = {segment:UInt64} GROUP BY chunk ORDER BY chunk
