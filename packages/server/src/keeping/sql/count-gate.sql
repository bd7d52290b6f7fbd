SELECT count() AS key_count FROM suppressed_keys FINAL
