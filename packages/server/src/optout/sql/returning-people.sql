SELECT person FROM identity_keys FINAL
WHERE gone = 0 AND (kind, key) IN (
  SELECT kind, key FROM staged_rows WHERE segment = {segment:UInt64} AND code = 0)
