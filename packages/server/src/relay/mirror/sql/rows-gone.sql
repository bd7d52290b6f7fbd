SELECT identity, toUInt64(0) AS line_number, keys, sealed
FROM relay_roster FINAL
WHERE audience = {audience:UInt32} AND sign = 1 AND identity >= {from:UInt128} AND identity <= {to:UInt128}
  AND identity NOT IN (
    SELECT identity FROM relay_incoming
    WHERE relay = {relay:UInt64} AND identity >= {from:UInt128} AND identity <= {to:UInt128}
  )
