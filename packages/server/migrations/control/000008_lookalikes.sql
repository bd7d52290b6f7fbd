-- Lookalikes: audiences of people who are like those of another one, the seed.

-- What the operator says of a feature against what its values look like. is_excluded: it never enters a model.
create table kindred.feature_columns (
  name text primary key,
  kind text check (kind in ('numeric', 'ordinal', 'category', 'tokens', 'embedding', 'date')),
  is_excluded boolean not null default false,
  updated_at timestamptz not null default now()
);

-- The features of everybody, made into codes once for a version of the population and of what the operator says of
-- features (digest). plan: how each column was made into codes. Its rows lie in the column store under this id.
create table kindred.encodings (
  id bigint generated always as identity primary key,
  population_version bigint not null,
  digest text not null,
  state text not null default 'encoding' check (state in ('encoding', 'ready', 'dropped')),
  people bigint not null default 0,
  people_by_country jsonb,
  plan jsonb,
  created_at timestamptz not null default now(),
  ready_at timestamptz
);

-- What was learned from a seed about one country, and scored for everybody in it: every ratio of the same seed is cut
-- from these scores. options: what of a lookalike changes the model. origin_run: the state of the seed.
create table kindred.lookalike_models (
  id bigint generated always as identity primary key,
  origin_id int not null references kindred.audiences,
  country text not null,
  options jsonb not null,
  encoding bigint not null references kindred.encodings,
  origin_run bigint not null,
  origin_epoch int not null,
  code_version text not null,
  state text not null default 'training' check (state in ('training', 'scored', 'dropped')),
  seeds bigint not null default 0,
  background bigint not null default 0,
  people bigint not null default 0,
  quality jsonb,
  seconds jsonb,
  created_at timestamptz not null default now(),
  scored_at timestamptz
);
create index lookalike_models_of_origin on kindred.lookalike_models (origin_id) where state <> 'dropped';

-- One per audience of subtype LOOKALIKE. spec: as it was asked for, in one form (lookalike/spec.ts); models: what it
-- was cut from last. refresh_at: when it is due; null while its building failed for good.
create table kindred.lookalikes (
  audience_id int primary key references kindred.audiences,
  origin_id int not null references kindred.audiences,
  spec jsonb not null,
  fingerprint text not null,
  models bigint[] not null default '{}',
  built_at timestamptz,
  origin_members bigint not null default 0,
  origin_run bigint not null default 0,
  population_version bigint not null default 0,
  drift real,
  attempts int not null default 0,
  error text,
  refresh_at timestamptz default now()
);
create index lookalikes_of_origin on kindred.lookalikes (origin_id);
create index lookalikes_due on kindred.lookalikes (refresh_at) where refresh_at is not null;

-- building: not built yet; ready; failed: could not be built; stale: built, and the last refresh failed.
alter table kindred.audiences
  add lookalike_state text check (lookalike_state in ('building', 'ready', 'failed', 'stale'));
