-- People of a country who are not in the seed. person is a hash, so the first ones are as good a sample as any, and
-- only they are read.
INSERT INTO lookalike_samples (model, person, is_seed, value)
SELECT {model:UInt64}, person, 0, nan
FROM encoded_people
WHERE encoding = {encoding:UInt64} AND country = {country:String}
  AND person NOT IN (SELECT person FROM (/*members*/))
ORDER BY country, person
LIMIT {most:UInt32}
