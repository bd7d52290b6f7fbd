-- A person has one e-mail here, so keys that differ are people that differ. The index is of no use for millions
-- of keys spread over the whole table, and asking it takes ten times as long as reading the table.
INSERT INTO memberships
SELECT 1, person
FROM identity_keys
WHERE key IN (
  SELECT reinterpretAsUInt128(sipHash128Keyed((toUInt64(1), toUInt64(2)), unhex(line)))
  FROM file({path:String}, 'LineAsString', 'line String')
  WHERE match(line, '^[0-9a-f]{64}$'))
SETTINGS use_index_for_in_with_subqueries = 0, max_insert_threads = 2
