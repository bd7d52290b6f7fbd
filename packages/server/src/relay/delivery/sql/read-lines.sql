SELECT lines FROM relay_batches WHERE relay = {relay:UInt64} AND seq = {seq:UInt32}
