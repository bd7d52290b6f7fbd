INSERT INTO suppressed_keys (kind, key, version, lifted)
SELECT DISTINCT kind, key, {version:UInt64}, 0
FROM staged_rows
WHERE segment = {segment:UInt64} AND code = 0
