-- The members of the seed from these countries, at most so many: who comes first by a hash of no other use. Their last
-- value counts. Who opted out teaches nothing. Members are asked for twice, so that no set holds a whole population.
INSERT INTO lookalike_samples (model, person, is_seed, value)
SELECT {model:UInt64}, person, 1, last_value
FROM (/*members*/)
WHERE person IN (
    SELECT person FROM encoded_people
    WHERE encoding = {encoding:UInt64} AND country IN {countries:Array(String)}
      AND person IN (SELECT person FROM (/*members*/))
  )
  AND person NOT IN (/*opted_out*/)
ORDER BY cityHash64(person), person
LIMIT {most:UInt32}
SETTINGS use_index_for_in_with_subqueries = 0
