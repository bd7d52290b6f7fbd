-- Members of the seed by country: those that are in the population as it was encoded.
SELECT country, count() AS people
FROM encoded_people
WHERE encoding = {encoding:UInt64} AND person IN (
  SELECT person FROM (
    SELECT person, argMax(sign, run) AS last_sign
    FROM memberships
    WHERE audience = {audience:UInt32} AND epoch = {epoch:UInt32} AND run <= {run:UInt64}
      AND run NOT IN {abandoned:Array(UInt64)}
    GROUP BY person
    HAVING last_sign = 1
  )
)
GROUP BY country
SETTINGS use_index_for_in_with_subqueries = 0
