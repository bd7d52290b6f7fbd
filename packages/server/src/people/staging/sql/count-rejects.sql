-- What was wrong in rows that were kept.
SELECT each.1 AS kind, each.2 AS code, count() AS reject_count
FROM staged_people
ARRAY JOIN rejects AS each
WHERE import_id = {import_id:UInt64} AND staged_people.code = 0
GROUP BY kind, code
ORDER BY kind, code
