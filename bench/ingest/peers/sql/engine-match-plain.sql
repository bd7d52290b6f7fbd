INSERT INTO memberships
SELECT DISTINCT 1, identity_keys.person
FROM identity_keys
INNER JOIN (
  SELECT reinterpretAsUInt128(sipHash128Keyed((toUInt64(1), toUInt64(2)), unhex(line))) AS key
  FROM file({path:String}, 'LineAsString', 'line String')
  WHERE match(line, '^[0-9a-f]{64}$')) AS uploaded ON identity_keys.key = uploaded.key
