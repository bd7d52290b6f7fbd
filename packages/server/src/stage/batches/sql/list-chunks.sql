SELECT DISTINCT chunk FROM staged_rows WHERE segment = {segment:UInt64}
