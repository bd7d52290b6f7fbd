-- Members behind a suppressed key go out.
INSERT INTO memberships (audience, epoch, person, run, sign, kind, value)
SELECT {audience:UInt32}, {epoch:UInt32}, person, {new_run:UInt64}, -1, 0, nan
FROM (
  SELECT person, argMax(sign, run) AS last_sign
  FROM memberships
  WHERE audience = {audience:UInt32} AND epoch = {epoch:UInt32} AND run <= {run:UInt64}
    AND run NOT IN {abandoned:Array(UInt64)}
  GROUP BY person
  HAVING last_sign = 1
)
WHERE person IN (
  SELECT person FROM identity_keys FINAL
  WHERE gone = 0 AND (kind, key) IN (SELECT kind, key FROM suppressed_keys FINAL)
)
SETTINGS use_index_for_in_with_subqueries = 0
