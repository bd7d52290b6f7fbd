-- Which rows of a parked removal are of people whom a later upload has brought, by their places from 0. After a later
-- mirror these are all that mirrors have brought: whom it found there already it did not bring again.
SELECT arrayFilter((place, row_keys) -> arrayExists(each -> (each.1, each.2) IN (
    SELECT kind, key FROM relayed_keys WHERE audience = {audience:UInt32} AND relay > {relay:UInt64} AND sign = 1
    UNION ALL
    SELECT brought.1, brought.2 FROM (
      SELECT arrayJoin(keys) AS brought FROM relay_roster FINAL
      WHERE audience = {audience:UInt32} AND sign = 1 AND {is_mirrored:Bool}
    )
  ), row_keys), range(length(keys)), keys) AS places
FROM relay_batches
WHERE relay = {relay:UInt64} AND seq = {seq:UInt32}
SETTINGS use_index_for_in_with_subqueries = 0
