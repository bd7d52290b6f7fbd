-- Made by `npm run docs`: what the migrations in packages/server/migrations/column add up to.

CREATE TABLE encoded_people
(
  `encoding` UInt64,
  `country` LowCardinality(String),
  `person` UInt64,
  `codes` Array(UInt16),
  `raws` Array(Float32),
  `tokens` Array(UInt16),
  `embedding` Array(Float32)
)
ENGINE = MergeTree
PARTITION BY encoding
ORDER BY (country, person)
SETTINGS index_granularity = 2048, max_bytes_to_merge_at_max_space_in_pool = 1, max_bytes_to_merge_at_min_space_in_pool = 1, parts_to_delay_insert = 100000, parts_to_throw_insert = 100000;

CREATE TABLE identity_keys
(
  `kind` UInt8,
  `key` UInt128,
  `person` UInt64,
  `version` UInt64,
  `gone` UInt8
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY kind
ORDER BY (key, person)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192;

CREATE TABLE lookalike_cross_scores
(
  `model` UInt64,
  `person` UInt64,
  `score` Float32
)
ENGINE = MergeTree
PARTITION BY model
ORDER BY person
SETTINGS index_granularity = 8192;

CREATE TABLE lookalike_samples
(
  `model` UInt64,
  `person` UInt64,
  `is_seed` UInt8,
  `value` Float64
)
ENGINE = MergeTree
PARTITION BY model
ORDER BY person
SETTINGS index_granularity = 8192;

CREATE TABLE lookalike_scores
(
  `model` UInt64,
  `person` UInt64,
  `score` Float32,
  `place` UInt64
)
ENGINE = MergeTree
PARTITION BY model
ORDER BY person
SETTINGS index_granularity = 8192, max_bytes_to_merge_at_max_space_in_pool = 1, max_bytes_to_merge_at_min_space_in_pool = 1, parts_to_delay_insert = 100000, parts_to_throw_insert = 100000, min_bytes_for_wide_part = 1099511627776, min_rows_for_wide_part = 1099511627776;

CREATE TABLE memberships
(
  `audience` UInt32,
  `epoch` UInt32,
  `person` UInt64,
  `run` UInt64,
  `sign` Int8,
  `kind` UInt8,
  `value` Float64
)
ENGINE = MergeTree
PARTITION BY audience % 16
ORDER BY (audience, epoch, person)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192;

CREATE TABLE migrations
(
  `number` UInt32,
  `name` String
)
ENGINE = MergeTree
ORDER BY number
SETTINGS index_granularity = 8192;

CREATE TABLE people
(
  `person` UInt64,
  `id` String,
  `country` LowCardinality(String),
  `features` Map(LowCardinality(String), String),
  `version` UInt64,
  `keys` Array(Tuple(
    kind UInt8,
    key UInt128))
)
ENGINE = ReplacingMergeTree(version)
ORDER BY person
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192;

CREATE TABLE people_changes
(
  `import_id` UInt64,
  `person` UInt64,
  `id` String,
  `country` LowCardinality(String),
  `keys` Array(Tuple(
    kind UInt8,
    key UInt128)),
  `features` Map(LowCardinality(String), String),
  `added` Array(Tuple(
    kind UInt8,
    key UInt128)),
  `removed` Array(Tuple(
    kind UInt8,
    key UInt128)),
  `is_new` UInt8
)
ENGINE = MergeTree
PARTITION BY import_id
ORDER BY person
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, max_bytes_to_merge_at_max_space_in_pool = 1, max_bytes_to_merge_at_min_space_in_pool = 1, parts_to_delay_insert = 100000, parts_to_throw_insert = 100000, index_granularity = 8192;

CREATE TABLE relay_batches
(
  `relay` UInt64,
  `seq` UInt32,
  `sealed` String CODEC(NONE),
  `lines` Array(UInt64),
  `keys` Array(Array(Tuple(
    kind UInt8,
    key UInt128))),
  `identities` Array(UInt128)
)
ENGINE = MergeTree
PARTITION BY relay
ORDER BY seq
SETTINGS index_granularity = 1, fsync_after_insert = 1, fsync_part_directory = 1, max_bytes_to_merge_at_max_space_in_pool = 1, max_bytes_to_merge_at_min_space_in_pool = 1;

CREATE TABLE relay_incoming
(
  `relay` UInt64,
  `identity` UInt128,
  `line` UInt64,
  `keys` Array(Tuple(
    kind UInt8,
    key UInt128)),
  `sealed` String CODEC(NONE)
)
ENGINE = MergeTree
PARTITION BY relay
ORDER BY identity
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192;

CREATE TABLE relay_roster
(
  `audience` UInt32,
  `identity` UInt128,
  `relay` UInt64,
  `sign` Int8,
  `keys` Array(Tuple(
    kind UInt8,
    key UInt128)),
  `sealed` String CODEC(NONE)
)
ENGINE = ReplacingMergeTree(relay)
PARTITION BY audience
ORDER BY identity
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192;

CREATE TABLE relayed_keys
(
  `audience` UInt32,
  `epoch` UInt32,
  `kind` UInt8,
  `key` UInt128,
  `relay` UInt64,
  `sign` Int8,
  `row_key` UInt128 DEFAULT key
)
ENGINE = MergeTree
PARTITION BY audience % 16
ORDER BY (audience, kind, key)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192;

CREATE TABLE staged_people
(
  `import_id` UInt64,
  `chunk` UInt32,
  `line` UInt32,
  `code` UInt8,
  `person` UInt64,
  `id` String,
  `country` LowCardinality(String),
  `keys` Array(Tuple(
    kind UInt8,
    key UInt128)),
  `features` Map(LowCardinality(String), String),
  `rejects` Array(Tuple(
    kind UInt8,
    code UInt8,
    sample String)),
  `sample` String
)
ENGINE = MergeTree
PARTITION BY import_id
ORDER BY person
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, max_bytes_to_merge_at_max_space_in_pool = 1, max_bytes_to_merge_at_min_space_in_pool = 1, parts_to_delay_insert = 100000, parts_to_throw_insert = 100000, index_granularity = 8192;

CREATE TABLE staged_rows
(
  `segment` UInt64,
  `chunk` UInt32,
  `line` UInt32,
  `code` UInt8,
  `kind` UInt8,
  `key` UInt128,
  `more` Array(Tuple(
    kind UInt8,
    key UInt128)),
  `value` Float64 DEFAULT nan,
  `sample` String DEFAULT '',
  `sealed` String DEFAULT ''
)
ENGINE = MergeTree
PARTITION BY segment
ORDER BY key
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, max_bytes_to_merge_at_max_space_in_pool = 1, max_bytes_to_merge_at_min_space_in_pool = 1, index_granularity = 8192, min_bytes_for_wide_part = 1099511627776, min_rows_for_wide_part = 1099511627776;

CREATE TABLE suppressed_keys
(
  `kind` UInt8,
  `key` UInt128,
  `version` UInt64,
  `lifted` UInt8
)
ENGINE = ReplacingMergeTree(version, lifted)
ORDER BY (kind, key)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192;
