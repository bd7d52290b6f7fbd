-- People in one slice of a file.
SELECT uniqExact(person) AS person_count
FROM staged_people
WHERE import_id = {import_id:UInt64} AND code = 0 AND person BETWEEN {from:UInt64} AND {to:UInt64}
