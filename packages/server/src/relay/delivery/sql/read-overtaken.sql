-- Which rows of a parked removal are of people whom a later upload has brought, or the same mirror, by their places from
-- 0. After a later mirror these are all that mirrors have brought: whom it found there already it did not bring again.
-- Only keys of the batch are looked for; see read-suppressed.sql.
SELECT arrayFilter((place, row_keys) -> arrayExists(each -> (each.1, each.2) IN (
    SELECT kind, key FROM relayed_keys
    WHERE audience = {audience:UInt32} AND relay >= {relay:UInt64} AND sign = 1 AND (kind, key) IN (
      SELECT own.1, own.2 FROM (
        SELECT arrayJoin(arrayFlatten(keys)) AS own FROM relay_batches WHERE relay = {relay:UInt64} AND seq = {seq:UInt32}
      )
    )
    UNION ALL
    SELECT brought.1, brought.2 FROM (
      SELECT arrayJoin(keys) AS brought FROM relay_roster FINAL
      WHERE audience = {audience:UInt32} AND sign = 1 AND {is_mirrored:Bool}
    )
    WHERE (brought.1, brought.2) IN (
      SELECT own.1, own.2 FROM (
        SELECT arrayJoin(arrayFlatten(keys)) AS own FROM relay_batches WHERE relay = {relay:UInt64} AND seq = {seq:UInt32}
      )
    )
  ), row_keys), range(length(keys)), keys) AS places
FROM relay_batches
WHERE relay = {relay:UInt64} AND seq = {seq:UInt32}
SETTINGS use_index_for_in_with_subqueries = 0
