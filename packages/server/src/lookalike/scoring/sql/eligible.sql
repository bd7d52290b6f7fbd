-- Who may be in a lookalike: not who is in its seed, and not who opted out.
SELECT person, place
FROM lookalike_scores
WHERE model = {model:UInt64}
  AND person NOT IN (SELECT person FROM (/*members*/))
  AND person NOT IN (/*opted_out*/)
