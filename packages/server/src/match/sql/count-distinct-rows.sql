-- Distinct multi-key rows of one slice of the first keys; and how many of them a suppressed key keeps out.
SELECT count() AS row_count
FROM (
  SELECT kind, key, more
  FROM staged_rows
  WHERE segment = {segment:UInt64} AND code = 0 AND key >= {from:UInt128} AND key <= {to:UInt128}
  GROUP BY kind, key, more
)
