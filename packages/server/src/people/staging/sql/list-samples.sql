-- The first things that were rejected, by their place in the file. kind 0: the row itself.
SELECT chunk, line, problem.1 AS kind, problem.2 AS reason, problem.3 AS text
FROM staged_people
ARRAY JOIN if(code = 0, rejects, [(0::UInt8, code, sample)]) AS problem
WHERE import_id = {import_id:UInt64} AND (code > 2 OR (code = 0 AND notEmpty(rejects)))
ORDER BY chunk, line
LIMIT {samples_max:UInt32}
