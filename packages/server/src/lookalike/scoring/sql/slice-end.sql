-- The last person of a slice of scores.
SELECT max(person) AS last, count() AS people
FROM (
  SELECT person FROM lookalike_scores
  WHERE model = {model:UInt64} AND person > {after:UInt64}
  ORDER BY person
  LIMIT {most:UInt32}
)
