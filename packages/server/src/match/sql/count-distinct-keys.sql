-- Distinct rows of one slice of the keys. One slice holds a bounded number of rows, so the set that
-- uniqExact keeps is bounded too; the slice is a range of the primary key, so only its part is read.
SELECT uniqExact(key) AS row_count
FROM staged_rows
WHERE segment = {segment:UInt64} AND code = 0 AND key >= {from:UInt128} AND key <= {to:UInt128}
