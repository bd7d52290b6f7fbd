-- Distinct rows of a segment of which any key is suppressed.
SELECT count() AS row_count
FROM (
  SELECT kind, key, more
  FROM staged_rows
  WHERE segment = {segment:UInt64} AND code = 0 AND (
    (kind, key) IN (SELECT kind, key FROM suppressed_keys FINAL)
    OR arrayExists(each -> (each.1, each.2) IN (SELECT kind, key FROM suppressed_keys FINAL), more)
  )
  GROUP BY kind, key, more
)
SETTINGS use_index_for_in_with_subqueries = 0
