-- Which rows of an opt-out are of people whose opt-out was lifted since, by their places from 0; see read-suppressed.sql.
SELECT arrayFilter((place, row_keys) -> NOT arrayExists(each -> (each.1, each.2) IN (
    SELECT kind, key FROM suppressed_keys FINAL WHERE (kind, key) IN (
      SELECT own.1, own.2 FROM (
        SELECT arrayJoin(arrayFlatten(keys)) AS own FROM relay_batches WHERE relay = {relay:UInt64} AND seq = {seq:UInt32}
      )
    )
  ), row_keys), range(length(keys)), keys) AS places
FROM relay_batches
WHERE relay = {relay:UInt64} AND seq = {seq:UInt32}
SETTINGS use_index_for_in_with_subqueries = 0
