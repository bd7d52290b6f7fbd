-- Every 20th line repeats an earlier one. Of a hundred others, `share` are people of the population, each taken
-- once: 2^31 - 1 is prime, so stepping by it through the population meets everybody before it meets one again.
INSERT INTO FUNCTION file({path:String}, 'TSVRaw', 'line String')
SELECT multiIf(
  number % 10007 = 13, '',
  number % 10009 = 17, 'somebody@example.com',
  number % 10037 = 19, substring(hash, 1, 32),
  hash)
FROM (
  SELECT number, lower(hex(SHA256(if(
    slot < {share:UInt64},
    concat('person-', toString((intDiv(original, 100) * {share:UInt64} + slot) * 2147483647 % {population:UInt64})),
    concat('stranger-', toString(original))) || '@example.com'))) AS hash
  FROM (
    SELECT
      number,
      if(number % 20 = 19,
        intDiv(cityHash64(number) % number, 20) * 20 + cityHash64(number, 1) % 19,
        number) AS original,
      original * 37 % 100 AS slot
    FROM numbers_mt({rows:UInt64})))
