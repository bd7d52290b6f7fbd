-- The same where each row has one key of the same kind: without lists, which take the engine twice as long.
INSERT INTO staged_rows (segment, chunk, line, code, kind, key, value, sample)
SELECT {segment:UInt64}, chunk, line, 0, {kind:UInt8},
  reinterpretAsUInt128(sipHash128Keyed(({k0:UInt64}, {k1:UInt64}), unhex(substring(only_key, 3)))), value, ''
FROM input('chunk UInt32, line UInt32, value Float64, only_key String')
SETTINGS max_insert_threads = 1, min_insert_block_size_rows = 1048576, min_insert_block_size_bytes = 0
