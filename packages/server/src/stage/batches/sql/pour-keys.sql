-- Rows that were checked when their request was read: hashes their keys and stores them. all_keys: the code of the kind, and
-- what is hashed for it, the strongest first.
INSERT INTO staged_rows (segment, chunk, line, code, kind, key, more, value, sample)
SELECT {segment:UInt64}, chunk, line, 0, keys[1].1, keys[1].2, arraySlice(keys, 2), value, ''
FROM (
  SELECT chunk, line, value,
    arrayMap(each -> (
      each.1, reinterpretAsUInt128(sipHash128Keyed(({k0:UInt64}, {k1:UInt64}), each.2))
    ), all_keys) AS keys
  FROM input('chunk UInt32, line UInt32, value Float64, all_keys Array(Tuple(UInt8, String))')
)
SETTINGS max_insert_threads = 1, min_insert_block_size_rows = 1048576, min_insert_block_size_bytes = 0
