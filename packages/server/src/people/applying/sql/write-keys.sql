-- A key that a person lost is written too, so that the newest version of it says so. Repeats are left to the
-- merge that follows: looking for them in every block costs three times as much as writing.
INSERT INTO identity_keys (kind, key, person, version, gone)
SELECT each.1, each.2, person, {version:UInt64}, 0
FROM people_changes
ARRAY JOIN added AS each
WHERE import_id = {import_id:UInt64}
UNION ALL
SELECT each.1, each.2, person, {version:UInt64}, 1
FROM people_changes
ARRAY JOIN removed AS each
WHERE import_id = {import_id:UInt64}
SETTINGS optimize_on_insert = 0, max_insert_threads = 1,
  min_insert_block_size_rows = 2000000, min_insert_block_size_bytes = 134217728
