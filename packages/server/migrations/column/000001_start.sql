-- Rows of uploads between stage and apply. Plain text never comes here: key = sipHash128Keyed(pepper, hash).
-- chunk and line say where in the file a row stood: line counts from 0 within its chunk. code: 0 good, 1 blank,
-- else a reason of rejection. more: the weaker keys of a multi-key row. Sorted by key, so that repeats are
-- counted and keys are joined as streams, in bounded memory. Parts live for seconds: merging them is waste.
CREATE TABLE IF NOT EXISTS staged_rows (
  segment UInt64,
  chunk UInt32,
  line UInt32,
  code UInt8,
  kind UInt8,
  key UInt128,
  more Array(Tuple(kind UInt8, key UInt128)),
  value Float64 DEFAULT nan,
  sample String DEFAULT ''
) ENGINE = MergeTree
PARTITION BY segment
ORDER BY key
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  max_bytes_to_merge_at_max_space_in_pool = 1, max_bytes_to_merge_at_min_space_in_pool = 1
--;
-- Who the keys of the population belong to. gone: the person no longer has the key. It is a plain column and not
-- the engine's, because FINAL over one merged part is then a plain read (10 M keys: 0.15 s, not 0.6 s).
CREATE TABLE IF NOT EXISTS identity_keys (
  kind UInt8,
  key UInt128,
  person UInt64,
  version UInt64,
  gone UInt8
) ENGINE = ReplacingMergeTree(version)
PARTITION BY kind
ORDER BY (key, person)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
--;
-- The newest version of a person counts. keys: those that identity_keys has of the person, so that an import
-- finds what a person loses without reading all keys.
CREATE TABLE IF NOT EXISTS people (
  person UInt64,
  id String,
  country LowCardinality(String),
  features Map(LowCardinality(String), String),
  version UInt64,
  keys Array(Tuple(kind UInt8, key UInt128))
) ENGINE = ReplacingMergeTree(version)
ORDER BY person
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
--;
-- Who is in which audience: a log. The newest committed run of a person decides (sign 1 in, -1 out).
-- Rows of another epoch, of a run above the audience's applied_run, or of an abandoned run do not count.
CREATE TABLE IF NOT EXISTS memberships (
  audience UInt32,
  epoch UInt32,
  person UInt64,
  run UInt64,
  sign Int8,
  kind UInt8,
  value Float64
) ENGINE = MergeTree
PARTITION BY audience % 16
ORDER BY (audience, epoch, person)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
--;
-- Opt-outs, by key and by the people that the keys belong to. lifted: the person opted in again.
CREATE TABLE IF NOT EXISTS suppressed_keys (
  kind UInt8,
  key UInt128,
  version UInt64,
  lifted UInt8
) ENGINE = ReplacingMergeTree(version, lifted)
ORDER BY (kind, key)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
