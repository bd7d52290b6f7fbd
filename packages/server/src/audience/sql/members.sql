-- Members of an audience: people whose newest counted row says in.
SELECT person, argMax(sign, run) AS last_sign, argMax(kind, run) AS last_kind, argMax(value, run) AS last_value
FROM memberships
WHERE audience = {audience:UInt32} AND epoch = {epoch:UInt32} AND run <= {run:UInt64}
  AND run NOT IN {abandoned:Array(UInt64)}
GROUP BY person
HAVING last_sign = 1
