-- Of rows that go to a platform, the row as the platform wants it: encrypted under a key of the upload, which the control
-- store forgets when they are packed. Empty for all others.
ALTER TABLE staged_rows ADD COLUMN IF NOT EXISTS sealed String DEFAULT ''
--;
-- Rows as they travel: one batch a row here. sealed: the JSON text of the list, encrypted under a key of the batch, which
-- the control store forgets with the verdict. lines: where in the file each row stood, from 1. keys: the kinds and keys of
-- each row, the strongest first; they stay as relayed_keys. identities: of a mirror, what tells its rows apart. A granule a
-- batch, because batches are read one by one.
CREATE TABLE IF NOT EXISTS relay_batches (
  relay UInt64,
  seq UInt32,
  sealed String CODEC(NONE),
  lines Array(UInt64),
  keys Array(Array(Tuple(kind UInt8, key UInt128))),
  identities Array(UInt128)
) ENGINE = MergeTree
PARTITION BY relay
ORDER BY seq
SETTINGS index_granularity = 1, fsync_after_insert = 1, fsync_part_directory = 1,
  max_bytes_to_merge_at_max_space_in_pool = 1, max_bytes_to_merge_at_min_space_in_pool = 1
--;
-- Whose keys were brought to which audience at a platform: a log. The newest relay of a key decides (sign 1 in, -1 out);
-- rows of an epoch before that of the audience do not count.
CREATE TABLE IF NOT EXISTS relayed_keys (
  audience UInt32,
  epoch UInt32,
  kind UInt8,
  key UInt128,
  relay UInt64,
  sign Int8
) ENGINE = MergeTree
PARTITION BY audience % 16
ORDER BY (audience, kind, key)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
--;
-- What mirrors have brought to an audience: the newest row of an identity decides (sign 1 in, -1 out). identity: the keyed
-- hash of the row as it was sent. sealed: that row, encrypted under a key of the audience, because whoever is not in the
-- next file has to be taken out by it; empty for who is out.
CREATE TABLE IF NOT EXISTS relay_roster (
  audience UInt32,
  identity UInt128,
  relay UInt64,
  sign Int8,
  keys Array(Tuple(kind UInt8, key UInt128)),
  sealed String CODEC(NONE)
) ENGINE = ReplacingMergeTree(relay)
PARTITION BY audience
ORDER BY identity
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
--;
-- The different rows of a file that is being mirrored, in the same form.
CREATE TABLE IF NOT EXISTS relay_incoming (
  relay UInt64,
  identity UInt128,
  line UInt64,
  keys Array(Tuple(kind UInt8, key UInt128)),
  sealed String CODEC(NONE)
) ENGINE = MergeTree
PARTITION BY relay
ORDER BY identity
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
