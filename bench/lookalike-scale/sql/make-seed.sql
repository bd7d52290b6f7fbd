-- A list of people with a taste for it: the more of it, the likelier. Lists of different numbers have nobody in common.
INSERT INTO FUNCTION file({path:String}, 'CSVWithNames', 'EXTERN_ID String')
SELECT concat('p', toString(number)) AS EXTERN_ID
FROM numbers({people:UInt64})
WHERE (cityHash64(number, 5001) % 1000) / 1000 < pow((cityHash64(number, 1001) % 1000) / 1000, 3)
ORDER BY cityHash64(number, 5002)
LIMIT {seeds:UInt64} OFFSET {skipped:UInt64}
