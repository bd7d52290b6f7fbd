SELECT count() AS row_count, max(length(sealed)) AS row_bytes_max
FROM (
  /*rows*/
)
SETTINGS use_index_for_in_with_subqueries = 0
