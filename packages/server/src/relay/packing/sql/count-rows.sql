-- Different rows of one slice of the first keys, how many there are with their repeats, and how long the longest is.
-- row_bytes: how long a row is, where it is not known without reading it. identity: what tells rows apart; gate: rows of people who opted out are left out.
SELECT count() AS row_count, sum(repeats) AS line_count, max(row_bytes) AS row_bytes_max
FROM (
  SELECT count() AS repeats, max(/*row_bytes*/) AS row_bytes
  FROM staged_rows
  WHERE segment = {segment:UInt64} AND code = 0 AND key >= {from:UInt128} AND key <= {to:UInt128}
    /*gate*/
  GROUP BY /*identity*/
)
SETTINGS optimize_aggregation_in_order = 1, use_index_for_in_with_subqueries = 0
