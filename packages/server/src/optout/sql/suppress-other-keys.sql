-- Who opted out by one key must not come back by another: all keys of the people behind suppressed keys.
INSERT INTO suppressed_keys (kind, key, version, lifted)
SELECT kind, key, {version:UInt64}, 0
FROM identity_keys FINAL
WHERE gone = 0
  AND person IN (/*opted_out*/)
  AND (kind, key) NOT IN (SELECT kind, key FROM suppressed_keys FINAL)
SETTINGS use_index_for_in_with_subqueries = 0
