-- How many different rows of a file share a key with a row that is there, and how many rows there do with one of the file.
SELECT uniqExact(file_row) AS of_file, uniqExact(row_key) AS of_audience
FROM (
  SELECT file_row, each.1 AS kind, each.2 AS key
  FROM (
    SELECT sipHash64(kind, key, more) AS file_row, arrayJoin(arrayConcat([(kind, key)], more)) AS each
    FROM staged_rows
    WHERE segment = {segment:UInt64} AND code = 0
      /*gate*/
  )
) AS file
JOIN (
  SELECT kind, key, row_key FROM relayed_keys
  WHERE audience = {audience:UInt32} AND epoch >= {epoch:UInt32} AND sign = 1 AND row_key NOT IN (
    /*gone*/
  )
) AS there USING (kind, key)
SETTINGS join_algorithm = 'full_sorting_merge', use_index_for_in_with_subqueries = 0
