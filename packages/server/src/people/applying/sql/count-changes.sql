SELECT
  countIf(is_new) AS people_added,
  countIf(NOT is_new) AS people_updated,
  sum(length(added)) AS keys_added,
  sum(length(removed)) AS keys_removed
FROM people_changes
WHERE import_id = {import_id:UInt64}
