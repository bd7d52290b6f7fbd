SELECT 1 AS found FROM suppressed_keys LIMIT 1
