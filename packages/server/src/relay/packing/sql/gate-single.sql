AND (kind, key) NOT IN (SELECT kind, key FROM suppressed_keys FINAL)
