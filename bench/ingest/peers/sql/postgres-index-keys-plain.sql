create index on identity_keys (key)
