-- Who was taken out of all audiences of an ad account is in none of them.
INSERT INTO relayed_keys (audience, epoch, kind, key, relay, sign, row_key)
SELECT DISTINCT audience, epoch, kind, key, {relay:UInt64}, -1, row_key
FROM relayed_keys
WHERE audience IN {audiences:Array(UInt32)} AND sign = 1 AND (kind, key) IN (
  SELECT each.1, each.2 FROM (
    SELECT arrayJoin(arrayFlatten(keys)) AS each FROM relay_batches
    WHERE relay = {relay:UInt64} AND seq IN {seqs:Array(UInt32)}
  )
)
SETTINGS max_insert_threads = 1
