-- Distinct rows of one slice of the keys. They are read in the order of the primary key, so that repeats stand
-- side by side and little is kept; the slice bounds what the engine keeps where it cannot. To put the keys into a set
-- takes a fifth less processor time, and 300 MB.
SELECT count() AS row_count
FROM (
  SELECT DISTINCT key FROM staged_rows
  WHERE segment = {segment:UInt64} AND code = 0 AND key >= {from:UInt128} AND key <= {to:UInt128}
)
SETTINGS optimize_distinct_in_order = 1, max_read_buffer_size = 131072
