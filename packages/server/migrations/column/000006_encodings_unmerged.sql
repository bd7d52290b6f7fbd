-- The parts of an encoding are written by one statement, read as a whole, and dropped together. Merging them would take
-- processor time from writing and scoring, and give nothing back.
ALTER TABLE encoded_people MODIFY SETTING
  max_bytes_to_merge_at_max_space_in_pool = 1, max_bytes_to_merge_at_min_space_in_pool = 1,
  parts_to_delay_insert = 100000, parts_to_throw_insert = 100000
