-- People of a country who are not in the seed. person is a hash, so the first ones are as good a sample as any, and
-- only they are read.
INSERT INTO lookalike_samples (model, person, is_seed, value)
SELECT {model:UInt64}, person, 0, nan
FROM encoded_people
WHERE encoding = {encoding:UInt64} AND country = {country:String}
  AND person NOT IN (
    SELECT person FROM (
      SELECT person, argMax(sign, run) AS last_sign
      FROM memberships
      WHERE audience = {audience:UInt32} AND epoch = {epoch:UInt32} AND run <= {run:UInt64}
        AND run NOT IN {abandoned:Array(UInt64)}
      GROUP BY person
      HAVING last_sign = 1
    )
  )
ORDER BY country, person
LIMIT {most:UInt32}
