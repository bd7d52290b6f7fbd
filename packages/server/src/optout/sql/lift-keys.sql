-- What a lift takes down: the keys of the file, and those keys of the people behind them that belong to nobody else. A
-- key that somebody else shares, who is not in the file, may be up for that one's sake.
INSERT INTO suppressed_keys (kind, key, version, lifted)
SELECT kind, key, {version:UInt64}, 1
FROM suppressed_keys FINAL
WHERE (kind, key) IN (SELECT kind, key FROM staged_rows WHERE segment = {segment:UInt64} AND code = 0)
  OR (kind, key) IN (
    SELECT kind, key FROM identity_keys FINAL
    WHERE gone = 0 AND (kind, key) IN (SELECT kind, key FROM suppressed_keys FINAL)
    GROUP BY kind, key
    HAVING min(person IN (/*returning*/)) = 1
  )
SETTINGS use_index_for_in_with_subqueries = 0
