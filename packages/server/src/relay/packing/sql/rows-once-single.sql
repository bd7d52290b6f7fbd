SELECT kind, key, more, chunk, line, sealed
FROM staged_rows
WHERE segment = {segment:UInt64} AND code = 0 AND key >= {from:UInt128} AND key <= {to:UInt128}
  /*gate*/
ORDER BY key
LIMIT 1 BY key
