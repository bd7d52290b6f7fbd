SELECT uniqExact(row_key) AS row_count
FROM relayed_keys
WHERE audience = {audience:UInt32} AND epoch >= {epoch:UInt32} AND sign = 1 AND row_key NOT IN (
  /*gone*/
)
SETTINGS join_algorithm = 'full_sorting_merge', use_index_for_in_with_subqueries = 0
