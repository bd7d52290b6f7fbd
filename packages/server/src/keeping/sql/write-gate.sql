-- What is newer counts, as always in the gate: so a key that was lifted since comes down, and one that went up goes up.
INSERT INTO suppressed_keys (kind, key, version, lifted)
SELECT kind, key, last_version, last_lifted
FROM input('kind UInt8, key UInt128, last_version UInt64, last_lifted UInt8')
