-- The sample of a model with everything that is encoded of it. The same sample comes in the same order.
SELECT sample.person AS person, sample.is_seed AS is_seed, sample.value AS value,
  people.country AS country, people.codes AS codes, people.raws AS raws, people.tokens AS tokens, people.embedding AS embedding
FROM (
  SELECT person, country, codes, raws, tokens, embedding
  FROM encoded_people
  PREWHERE encoding = {encoding:UInt64} AND person IN (SELECT person FROM lookalike_samples WHERE model = {model:UInt64})
) AS people
INNER JOIN (SELECT person, is_seed, value FROM lookalike_samples WHERE model = {model:UInt64}) AS sample
  ON sample.person = people.person
ORDER BY is_seed DESC, sample.person
SETTINGS use_index_for_in_with_subqueries = 0, join_algorithm = 'hash'
