SELECT identity, line AS line_number, keys, sealed
FROM relay_incoming
WHERE relay = {relay:UInt64} AND identity >= {from:UInt128} AND identity <= {to:UInt128}
  AND (
    identity NOT IN (
      SELECT identity FROM relay_roster FINAL
      WHERE audience = {audience:UInt32} AND sign = 1 AND identity >= {from:UInt128} AND identity <= {to:UInt128}
    )
    -- Who shares a key with somebody that is taken out may go with them, and is brought again.
    OR arrayExists(each -> (each.1, each.2) IN (
      SELECT gone.1, gone.2 FROM (
        SELECT arrayJoin(arrayFlatten(keys)) AS gone FROM relay_batches
        WHERE relay = {relay:UInt64} AND seq <= {gone_seq:UInt32}
      )
    ), keys)
  )
