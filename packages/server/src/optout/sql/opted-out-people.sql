SELECT person FROM identity_keys FINAL
WHERE gone = 0 AND (kind, key) IN (SELECT kind, key FROM suppressed_keys FINAL)
