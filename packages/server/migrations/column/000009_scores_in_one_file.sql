-- Scores of a part are all read, once for each cut, or dropped. With a file for each column the kernel took half as long
-- again to write them.
ALTER TABLE lookalike_scores MODIFY SETTING
  min_bytes_for_wide_part = 1099511627776, min_rows_for_wide_part = 1099511627776
