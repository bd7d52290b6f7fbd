-- The same bytes where each row has one key of the same kind, read without lists, which take the engine twice as long.
INSERT INTO staged_rows (segment, chunk, line, code, kind, key, value, sample)
SELECT {segment:UInt64}, chunk, line, 0, {kind:UInt8},
  reinterpretAsUInt128(sipHash128Keyed(({k0:UInt64}, {k1:UInt64}), digest)), value, ''
FROM input('chunk UInt32, line UInt32, value Float64, key_count UInt8, key_kind UInt8, digest_size UInt8, digest FixedString(32)')
SETTINGS max_insert_threads = 1, min_insert_block_size_rows = 1048576, min_insert_block_size_bytes = 0
