-- Rows of a segment by what they are, with the first of each kind of reject by their place in the file.
SELECT code, count() AS row_count,
  groupArraySortedIf(100)((chunk, line, sample), code > 1) AS samples
FROM staged_rows
WHERE segment = {segment:UInt64}
GROUP BY code
