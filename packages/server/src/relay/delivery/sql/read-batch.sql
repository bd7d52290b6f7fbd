SELECT base64Encode(sealed) AS sealed FROM relay_batches WHERE relay = {relay:UInt64} AND seq = {seq:UInt32}
