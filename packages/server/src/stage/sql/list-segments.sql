SELECT DISTINCT toUInt64(partition) AS segment
FROM system.parts
WHERE active AND database = currentDatabase() AND table = 'staged_rows'
