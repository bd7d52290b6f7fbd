-- Durable when the insert returns, as ours is.
CREATE TABLE memberships (audience UInt32, person UInt64) ENGINE = MergeTree ORDER BY (audience, person)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
