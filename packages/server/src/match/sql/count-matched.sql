-- What a run wrote, by the kind of key that matched. A row here is one uploaded row.
SELECT kind, count() AS row_count
FROM memberships
WHERE audience = {audience:UInt32} AND epoch = {epoch:UInt32} AND run = {run:UInt64}
GROUP BY kind
ORDER BY kind
