-- Rows that were brought and are not there any more: one of their keys was taken out since.
SELECT row_key
FROM (
  SELECT kind, key, row_key, relay FROM relayed_keys
  WHERE audience = {audience:UInt32} AND epoch >= {epoch:UInt32} AND sign = 1
) AS brought
LEFT JOIN (
  SELECT kind, key, max(relay) AS taken_out_by FROM relayed_keys
  WHERE audience = {audience:UInt32} AND epoch >= {epoch:UInt32} AND sign = -1
  GROUP BY kind, key
) AS taken_out USING (kind, key)
GROUP BY row_key
HAVING max(relay) < max(taken_out_by)
