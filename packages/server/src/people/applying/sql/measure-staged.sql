-- How much there is to apply, from the directory of parts alone.
SELECT sum(rows) AS row_count, sum(data_uncompressed_bytes) AS byte_count
FROM system.parts
WHERE active AND database = currentDatabase() AND table = 'staged_people' AND partition = {partition:String}
