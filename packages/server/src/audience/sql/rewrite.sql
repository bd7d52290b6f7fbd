-- The members of an audience, written once each into its next epoch.
INSERT INTO memberships (audience, epoch, person, run, sign, kind, value)
SELECT {audience:UInt32}, {new_epoch:UInt32}, person, {new_run:UInt64}, 1, last_kind, last_value
FROM (
  SELECT person, argMax(sign, run) AS last_sign, argMax(kind, run) AS last_kind, argMax(value, run) AS last_value
  FROM memberships
  WHERE audience = {audience:UInt32} AND epoch = {epoch:UInt32} AND run <= {run:UInt64}
    AND run NOT IN {abandoned:Array(UInt64)}
  GROUP BY person
  HAVING last_sign = 1
)
SETTINGS optimize_aggregation_in_order = 1, max_insert_threads = 1
