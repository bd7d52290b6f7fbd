-- The same for a handful of rows, as single requests bring them: their keys are looked up in the index, and nothing
-- else of the population is read (1 row against 10 M keys: 12 ms, where reading all keys takes 75 ms; from a thousand
-- rows on it makes no difference). Of repeated keys the last value counts.
/*into*/
SELECT {audience:UInt32}, {epoch:UInt32}, min(owned.person) AS person, {run:UInt64}, {sign:Int8}, {kind:UInt8} AS kind, any(uploaded.last_value)
FROM (
  SELECT key, person FROM identity_keys FINAL
  WHERE kind = {kind:UInt8} AND gone = 0
    AND key IN (SELECT key FROM staged_rows WHERE segment = {segment:UInt64} AND code = 0)
) AS owned
INNER JOIN (
  SELECT key, argMax(value, (chunk, line)) AS last_value FROM staged_rows
  WHERE segment = {segment:UInt64} AND code = 0
    AND key NOT IN (SELECT key FROM suppressed_keys FINAL WHERE kind = {kind:UInt8})
  GROUP BY key
) AS uploaded ON owned.key = uploaded.key
GROUP BY owned.key
SETTINGS join_algorithm = 'hash', use_index_for_in_with_subqueries = 1,
  do_not_merge_across_partitions_select_final = 1, max_insert_threads = 1
