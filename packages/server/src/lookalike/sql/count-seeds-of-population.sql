-- Members of the seed by country, in the population as it is now.
SELECT country, count() AS people
FROM people FINAL
WHERE person IN (
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
