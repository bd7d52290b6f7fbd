INSERT INTO people (person, id, country, keys, features, version)
SELECT person, id, country, keys, features, {version:UInt64}
FROM people_changes
WHERE import_id = {import_id:UInt64}
SETTINGS optimize_on_insert = 0, max_insert_threads = 2
