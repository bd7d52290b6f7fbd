-- How many keys a file has, and how many of them are up in the gate.
SELECT count() AS key_count, countIf((kind, key) IN (SELECT kind, key FROM suppressed_keys FINAL)) AS up_count
FROM (SELECT DISTINCT kind, key FROM staged_rows WHERE segment = {segment:UInt64} AND code = 0)
