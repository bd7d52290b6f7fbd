-- Distinct rows of one slice of the keys, which bounds what the engine keeps. A set takes less processor time than to
-- merge the parts of the segment for it (5 M rows: 0.35 s instead of 0.43 s).
SELECT uniqExact(key) AS row_count
FROM staged_rows
WHERE segment = {segment:UInt64} AND code = 0 AND key >= {from:UInt128} AND key <= {to:UInt128}
