CREATE TABLE identity_keys (key UInt128, person UInt64) ENGINE = MergeTree ORDER BY key
