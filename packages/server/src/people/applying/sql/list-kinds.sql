-- How much of each kind of key lies beside the largest part.
SELECT toUInt8(partition) AS kind, count() AS part_count, sum(rows) AS row_count, max(rows) AS row_count_largest
FROM system.parts
WHERE active AND database = currentDatabase() AND table = 'identity_keys'
GROUP BY kind
HAVING part_count > 1
ORDER BY kind
