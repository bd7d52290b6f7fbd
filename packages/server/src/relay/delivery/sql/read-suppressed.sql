-- Which rows of a batch are of people who opted out, by their places from 0.
-- Only keys of the batch are looked for: a set of all would be a gigabyte and 4 s for
-- every batch where 10 M are up; this takes 0.6 s.
SELECT arrayFilter((place, row_keys) -> arrayExists(each -> (each.1, each.2) IN (
    SELECT kind, key FROM suppressed_keys FINAL WHERE (kind, key) IN (
      SELECT own.1, own.2 FROM (
        SELECT arrayJoin(arrayFlatten(keys)) AS own FROM relay_batches WHERE relay = {relay:UInt64} AND seq = {seq:UInt32}
      )
    )
  ), row_keys), range(length(keys)), keys) AS places
FROM relay_batches
WHERE relay = {relay:UInt64} AND seq = {seq:UInt32}
SETTINGS use_index_for_in_with_subqueries = 0
