-- Rows of a population file between its arrival and the population. Nothing is in the clear but the operator's
-- own id, as in people: keys are sipHash128Keyed(pepper, hash), samples are masked. chunk and line say where in
-- the file a row stood. code: 0 good, 1 blank, 2 a further line of the row above (a quoted cell with line
-- ends), else why the row was rejected (people/reject.ts). rejects: what was wrong in a row that was kept.
CREATE TABLE IF NOT EXISTS staged_people (
  import_id UInt64,
  chunk UInt32,
  line UInt32,
  code UInt8,
  person UInt64,
  id String,
  country LowCardinality(String),
  keys Array(Tuple(kind UInt8, key UInt128)),
  features Map(LowCardinality(String), String),
  rejects Array(Tuple(kind UInt8, code UInt8, sample String)),
  sample String
) ENGINE = MergeTree
PARTITION BY import_id
ORDER BY person
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  max_bytes_to_merge_at_max_space_in_pool = 1, max_bytes_to_merge_at_min_space_in_pool = 1,
  parts_to_delay_insert = 100000, parts_to_throw_insert = 100000
--;
-- What an import will change, person by person: worked out once, counted, then written. So an import that is
-- applied again after a crash writes the same rows under the same version, and its counts stay true.
CREATE TABLE IF NOT EXISTS people_changes (
  import_id UInt64,
  person UInt64,
  id String,
  country LowCardinality(String),
  keys Array(Tuple(kind UInt8, key UInt128)),
  features Map(LowCardinality(String), String),
  added Array(Tuple(kind UInt8, key UInt128)),
  removed Array(Tuple(kind UInt8, key UInt128)),
  is_new UInt8
) ENGINE = MergeTree
PARTITION BY import_id
ORDER BY person
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  max_bytes_to_merge_at_max_space_in_pool = 1, max_bytes_to_merge_at_min_space_in_pool = 1,
  parts_to_delay_insert = 100000, parts_to_throw_insert = 100000
