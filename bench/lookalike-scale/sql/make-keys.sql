INSERT INTO identity_keys (kind, key, person, version, gone)
SELECT keys[1].1, keys[1].2, person, 1, 0
FROM people
SETTINGS max_insert_threads = 1, min_insert_block_size_rows = 2000000, optimize_on_insert = 0
