-- The members of the seed from these countries, at most so many: who comes first by a hash of no other use. Their last
-- value counts. Who opted out teaches nothing.
INSERT INTO lookalike_samples (model, person, is_seed, value)
SELECT {model:UInt64}, person, 1, last_value
FROM (
  SELECT person, argMax(sign, run) AS last_sign, argMax(value, run) AS last_value
  FROM memberships
  WHERE audience = {audience:UInt32} AND epoch = {epoch:UInt32} AND run <= {run:UInt64}
    AND run NOT IN {abandoned:Array(UInt64)}
  GROUP BY person
  HAVING last_sign = 1
)
WHERE person IN (
    SELECT person FROM encoded_people
    WHERE encoding = {encoding:UInt64} AND country IN {countries:Array(String)}
  )
  AND person NOT IN (
    SELECT person FROM identity_keys FINAL
    WHERE gone = 0 AND (kind, key) IN (SELECT kind, key FROM suppressed_keys FINAL)
  )
ORDER BY cityHash64(person), person
LIMIT {most:UInt32}
SETTINGS use_index_for_in_with_subqueries = 0
