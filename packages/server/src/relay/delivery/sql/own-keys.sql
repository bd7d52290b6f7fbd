SELECT own.1, own.2 FROM (
  SELECT arrayJoin(arrayFlatten(keys)) AS own FROM relay_batches WHERE relay = {relay:UInt64} AND seq = {seq:UInt32}
)
