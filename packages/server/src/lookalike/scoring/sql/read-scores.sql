-- A slice of everybody's scores with the operator's own ids, in the order of the hashes of people.
SELECT scores.person AS person, known.id AS id, scores.score AS score
FROM (
  SELECT person, score FROM lookalike_scores
  WHERE model = {model:UInt64} AND person > {after:UInt64}
  ORDER BY person
  LIMIT {most:UInt32}
) AS scores
INNER JOIN (
  SELECT person, id FROM people FINAL WHERE person > {after:UInt64} AND person <= {last:UInt64}
) AS known ON known.person = scores.person
ORDER BY person
