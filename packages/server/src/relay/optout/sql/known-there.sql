-- Of an opt-out, the keys that were brought to an ad account, or are on their way to it.
AND (kind, key) IN (
  SELECT kind, key FROM relayed_keys
  WHERE audience IN {audiences:Array(UInt32)} AND sign = 1
    AND key IN (SELECT key FROM staged_rows WHERE segment = {segment:UInt64} AND code = 0)
  UNION ALL
  SELECT each.1, each.2 FROM (
    SELECT arrayJoin(arrayFlatten(keys)) AS each FROM relay_batches WHERE relay IN {relays:Array(UInt64)}
  )
)
