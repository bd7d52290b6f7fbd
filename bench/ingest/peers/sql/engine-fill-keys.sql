INSERT INTO identity_keys
SELECT reinterpretAsUInt128(sipHash128Keyed((toUInt64(1), toUInt64(2)), unhex(email))), id
FROM file({path:String}, 'CSVWithNames', 'id UInt64, email String')
