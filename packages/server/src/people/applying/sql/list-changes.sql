SELECT DISTINCT toUInt64(partition) AS import_id
FROM system.parts
WHERE active AND database = currentDatabase() AND table = 'people_changes'
