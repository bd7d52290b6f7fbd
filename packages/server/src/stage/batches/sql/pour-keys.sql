-- Rows that were checked when their request was read: hashes their keys and stores them. all_keys: two digits of the
-- kind and the hexadecimal digits of what is hashed for it, parted by commas, the strongest first.
INSERT INTO staged_rows (segment, chunk, line, code, kind, key, more, value, sample)
SELECT {segment:UInt64}, chunk, line, 0, keys[1].1, keys[1].2, arraySlice(keys, 2), value, ''
FROM (
  SELECT chunk, line, value,
    arrayMap(each -> (
      toUInt8(substring(each, 1, 2)),
      reinterpretAsUInt128(sipHash128Keyed(({k0:UInt64}, {k1:UInt64}), unhex(substring(each, 3))))
    ), splitByChar(',', all_keys)) AS keys
  FROM input('chunk UInt32, line UInt32, value Float64, all_keys String')
)
SETTINGS max_insert_threads = 1, min_insert_block_size_rows = 1048576, min_insert_block_size_bytes = 0
