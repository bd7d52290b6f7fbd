-- Who may be in a lookalike: not who is in its seed, and not who opted out.
SELECT person, place
FROM lookalike_scores
WHERE model = {model:UInt64}
  AND person NOT IN (
    SELECT person FROM (
      SELECT person, argMax(sign, run) AS last_sign
      FROM memberships
      WHERE audience = {seed:UInt32} AND epoch = {seed_epoch:UInt32} AND run <= {seed_run:UInt64}
        AND run NOT IN {seed_abandoned:Array(UInt64)}
      GROUP BY person
      HAVING last_sign = 1
    )
  )
  AND person NOT IN (
    SELECT person FROM identity_keys FINAL
    WHERE gone = 0 AND (kind, key) IN (SELECT kind, key FROM suppressed_keys FINAL)
  )
