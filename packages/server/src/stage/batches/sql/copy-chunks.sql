-- The rows that were answered for, without those whose request was never registered.
INSERT INTO staged_rows (segment, chunk, line, code, kind, key, more, value, sample)
SELECT {target:UInt64}, chunk, line, code, kind, key, more, value, sample
FROM staged_rows
WHERE segment = {segment:UInt64} AND chunk NOT IN {dead:Array(UInt32)}
