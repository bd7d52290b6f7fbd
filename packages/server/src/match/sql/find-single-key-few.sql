-- The same for few rows: their keys fit into a hash table, and the population's keys stream past it on all
-- cores, unsorted (1000 rows against 10 M keys: 0.12 s, where the merge takes 0.4 s).
/*into*/
SELECT {audience:UInt32}, {epoch:UInt32}, min(owned.person) AS person, {run:UInt64}, {sign:Int8}, {kind:UInt8} AS kind, nan
FROM (
  SELECT key, person FROM identity_keys FINAL
  WHERE kind = {kind:UInt8} AND gone = 0
) AS owned
INNER JOIN (
  SELECT DISTINCT key FROM staged_rows
  WHERE segment = {segment:UInt64} AND code = 0
    AND key NOT IN (SELECT key FROM suppressed_keys FINAL WHERE kind = {kind:UInt8})
) AS uploaded ON owned.key = uploaded.key
GROUP BY owned.key
SETTINGS join_algorithm = 'parallel_hash', use_index_for_in_with_subqueries = 0,
  do_not_merge_across_partitions_select_final = 1, max_insert_threads = 1
