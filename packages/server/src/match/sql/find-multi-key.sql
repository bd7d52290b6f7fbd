-- Rows of several keys → people → memberships of one run. A row may find different people by different
-- keys: the strongest key wins, and kinds are numbered by strength. Rows are told apart by all their keys;
-- of repeated rows the last value counts. A row of which any key is suppressed does not pass. The
-- population's keys stream past the uploaded ones; many of these are parted into buckets on disk. Those of a handful of
-- rows are looked up in the index instead (see find-single-key-indexed).
/*into*/
SELECT {audience:UInt32}, {epoch:UInt32}, best.2 AS person, {run:UInt64}, {sign:Int8}, best.1 AS kind, row_value
FROM (
  SELECT found.row_place, any(found.last_value) AS row_value, min((found.kind, owned.person)) AS best
  FROM (
    SELECT kind, key, person FROM identity_keys FINAL
    WHERE gone = 0 /*among*/
  ) AS owned
  INNER JOIN (
    SELECT row_place, last_value, candidate.1 AS kind, candidate.2 AS key
    FROM (
      SELECT min((chunk, line)) AS row_place, argMax(value, (chunk, line)) AS last_value,
        arrayConcat([(kind, key)], more) AS keys
      FROM staged_rows
      WHERE segment = {segment:UInt64} AND code = 0
        AND (kind, key) NOT IN (SELECT kind, key FROM suppressed_keys FINAL)
        AND NOT arrayExists(each -> (each.1, each.2) IN (SELECT kind, key FROM suppressed_keys FINAL), more)
      GROUP BY kind, key, more
    )
    ARRAY JOIN keys AS candidate
  ) AS found ON found.kind = owned.kind AND found.key = owned.key
  GROUP BY found.row_place
)
SETTINGS join_algorithm = /*join*/, use_index_for_in_with_subqueries = /*index*/,
  do_not_merge_across_partitions_select_final = 1, max_insert_threads = 1
