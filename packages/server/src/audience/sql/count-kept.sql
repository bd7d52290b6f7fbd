-- People who are both in the set that a replace takes away and in the one that it brings.
SELECT count() AS kept
FROM (
  SELECT person
  FROM (
    SELECT person, epoch, argMax(sign, run) AS last_sign
    FROM memberships
    WHERE audience = {audience:UInt32} AND epoch IN ({old_epoch:UInt32}, {new_epoch:UInt32})
      AND run <= {run:UInt64} AND run NOT IN {abandoned:Array(UInt64)}
    GROUP BY person, epoch
    HAVING last_sign = 1
  )
  GROUP BY person
  HAVING count() = 2
)
