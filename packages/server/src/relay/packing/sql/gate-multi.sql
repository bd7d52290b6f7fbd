AND (kind, key) NOT IN (SELECT kind, key FROM suppressed_keys FINAL)
AND NOT arrayExists(each -> (each.1, each.2) IN (SELECT kind, key FROM suppressed_keys FINAL), more)
