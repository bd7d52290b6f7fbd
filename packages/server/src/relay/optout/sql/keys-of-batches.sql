SELECT gone.1 AS kind, gone.2 AS key FROM (
  SELECT arrayJoin(arrayFlatten(keys)) AS gone FROM relay_batches
  WHERE relay = {relay:UInt64} AND seq IN {seqs:Array(UInt32)}
)
