-- Members of an audience: people whose newest counted row says in. Rows lie sorted by person, so this streams.
SELECT countIf(last_sign = 1) AS members, sum(rows_of_person) AS log_rows
FROM (
  SELECT person, argMax(sign, run) AS last_sign, count() AS rows_of_person
  FROM memberships
  WHERE audience = {audience:UInt32} AND epoch = {epoch:UInt32} AND run <= {run:UInt64}
    AND run NOT IN {abandoned:Array(UInt64)}
  GROUP BY person
)
SETTINGS optimize_aggregation_in_order = 1
