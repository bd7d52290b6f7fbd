-- One thread writes, because each holds a block of its own: with two, 1.5 M people of 70 columns take 3.3 GiB instead of 2.7.
INSERT INTO people (person, id, country, keys, features, version)
SELECT person, id, country, keys, features, {version:UInt64}
FROM people_changes
WHERE import_id = {import_id:UInt64}
SETTINGS optimize_on_insert = 0, max_insert_threads = 1
