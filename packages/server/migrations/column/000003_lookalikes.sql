-- The features of everybody as codes, for models to read: see kindred.encodings for what the codes mean. codes: one for
-- each scalar column, of one space for all columns; raws: numbers as they are, centred and scaled; tokens: codes of the
-- tokens that are known; embedding: standardised. person is a hash, so a range of people is a sample of them.
CREATE TABLE IF NOT EXISTS encoded_people (
  encoding UInt64,
  country LowCardinality(String),
  person UInt64,
  codes Array(UInt16),
  raws Array(Float32),
  tokens Array(UInt16),
  embedding Array(Float32)
) ENGINE = MergeTree
PARTITION BY encoding
ORDER BY (country, person)
SETTINGS index_granularity = 2048
--;
-- The people that a model learns from: is_seed says which side; score is what models that did not see them give to
-- people of the background. They are dropped when the model is scored.
CREATE TABLE IF NOT EXISTS lookalike_samples (
  model UInt64,
  person UInt64,
  is_seed UInt8,
  value Float64
) ENGINE = MergeTree
PARTITION BY model
ORDER BY person
--;
-- Scores of the background by models that did not see it, kept until the country is scored.
CREATE TABLE IF NOT EXISTS lookalike_cross_scores (
  model UInt64,
  person UInt64,
  score Float32
) ENGINE = MergeTree
PARTITION BY model
ORDER BY person
--;
-- How much everybody of a country is like a seed. place: a number that orders people as their scores do; its lower half
-- is a keyed hash, so that people with the same score have an order that nobody chose and that stays.
CREATE TABLE IF NOT EXISTS lookalike_scores (
  model UInt64,
  person UInt64,
  score Float32,
  place UInt64
) ENGINE = MergeTree
PARTITION BY model
ORDER BY person
