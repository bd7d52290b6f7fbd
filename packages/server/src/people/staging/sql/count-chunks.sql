-- Lines of each chunk, to tell the line of the file from chunk and line.
SELECT chunk, count() AS line_count
FROM staged_people
WHERE import_id = {import_id:UInt64}
GROUP BY chunk
ORDER BY chunk
