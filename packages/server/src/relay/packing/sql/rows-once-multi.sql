SELECT kind, key, more, last.1 AS chunk, last.2 AS line, last.3 AS sealed
FROM (
  SELECT kind, key, more, argMax((chunk, line, sealed), (chunk, line)) AS last
  FROM staged_rows
  WHERE segment = {segment:UInt64} AND code = 0 AND key >= {from:UInt128} AND key <= {to:UInt128}
    /*gate*/
  GROUP BY kind, key, more
)
