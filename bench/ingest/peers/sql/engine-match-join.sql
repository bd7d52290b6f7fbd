INSERT INTO memberships
SELECT 1, person
FROM identity_keys
ANY INNER JOIN (
  SELECT reinterpretAsUInt128(sipHash128Keyed((toUInt64(1), toUInt64(2)), unhex(line))) AS key
  FROM file({path:String}, 'LineAsString', 'line String')
  WHERE match(line, '^[0-9a-f]{64}$')) AS uploaded USING key
SETTINGS max_insert_threads = 2
