-- Rows of one key each → people → memberships of one run. Both sides lie sorted by key, so the join is a
-- merge of two streams: its memory is the same for 1 M and for 100 M rows (5 M rows against 10 M keys:
-- 0.4 s on 2 cores; parallel_hash takes as long and 1 GiB more). ANY gives each uploaded key once; a key that
-- several people share goes to the smallest person, because the left side comes in the order (key, person).
-- Each part of the segment is a stream with a buffer of its own, so buffers are small.
/*into*/
SELECT {audience:UInt32}, {epoch:UInt32}, person, {run:UInt64}, {sign:Int8}, {kind:UInt8} AS kind, nan
FROM (
  SELECT key, person FROM identity_keys FINAL
  WHERE kind = {kind:UInt8} AND gone = 0
) AS owned
INNER ANY JOIN (
  SELECT key FROM staged_rows
  WHERE segment = {segment:UInt64} AND code = 0
    AND key NOT IN (SELECT key FROM suppressed_keys FINAL WHERE kind = {kind:UInt8})
) AS uploaded ON owned.key = uploaded.key
SETTINGS join_algorithm = 'full_sorting_merge', use_index_for_in_with_subqueries = 0,
  do_not_merge_across_partitions_select_final = 1, max_insert_threads = 2, max_read_buffer_size = 131072
