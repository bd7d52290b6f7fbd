INSERT INTO FUNCTION file({path:String}, 'CSVWithNames', 'id UInt64, email String')
SELECT number, lower(hex(SHA256(concat('person-', toString(number), '@example.com'))))
FROM numbers_mt({population:UInt64})
