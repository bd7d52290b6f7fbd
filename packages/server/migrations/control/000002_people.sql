-- One per population file. mapping: what its columns were taken for. kinds: the kinds of keys that the file
-- speaks about; those of its people are replaced. version: given when the import starts to be applied; rows of
-- the column store carry it, so that the newest import wins, and the same one twice changes nothing.
-- planned_at: from here on people_changes says what to write, and the counts below are final.
create table kindred.people_imports (
  id bigint generated always as identity primary key,
  state text not null default 'receiving'
    check (state in ('receiving', 'staged', 'applying', 'applied', 'aborted', 'failed')),
  receiver text not null,
  format text,
  file_name text,
  hashed boolean not null,
  phone_country text,
  mapping json,
  kinds json not null default '[]',
  bytes bigint not null default 0,
  bytes_expected bigint,
  lines bigint not null default 0,
  blank bigint not null default 0,
  accepted bigint not null default 0,
  rejected_rows json not null default '{}',
  rejected_identifiers json not null default '[]',
  samples json not null default '[]',
  version bigint unique,
  attempts int not null default 0,
  slices int not null default 0,
  slices_done int not null default 0,
  step text check (step in ('plan', 'keys', 'people', 'merge')),
  people_seen bigint,
  people_added bigint,
  people_updated bigint,
  keys_added bigint,
  keys_removed bigint,
  created_at timestamptz not null default now(),
  staged_at timestamptz,
  apply_started_at timestamptz,
  planned_at timestamptz,
  applied_at timestamptz,
  ended_at timestamptz,
  error text
);
create index people_imports_waiting on kindred.people_imports (staged_at, id) where state in ('staged', 'applying');

-- Versions of what the column store knows of people. Whoever writes identity_keys or people takes the next one.
create sequence kindred.population_versions;
