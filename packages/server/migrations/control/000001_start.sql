-- Facts about the installation itself: the fingerprint of its master key, versions of its sets.
create table kindred.settings (
  name text primary key,
  value text not null
);

create table kindred.ad_accounts (
  id int generated always as identity primary key,
  graph_id text not null unique check (graph_id ~ '^[1-9][0-9]{0,18}$'),
  name text not null,
  platform text not null default 'local' check (platform in ('local')),
  created_at timestamptz not null default now()
);

-- Only an HMAC of a token is stored. A token of an account role opens the accounts of token_accounts.
create table kindred.tokens (
  id int generated always as identity primary key,
  name text not null,
  role text not null check (role in ('operator', 'account_write', 'account_read')),
  token_hmac text not null unique,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

create table kindred.token_accounts (
  token_id int not null references kindred.tokens,
  ad_account_id int not null references kindred.ad_accounts,
  primary key (token_id, ad_account_id)
);

-- Milliseconds since 2010 and three digits of a counter: 15 digits until 2041, rising, unique, and below
-- 2^53, because clients send such ids as JSON numbers (origin_audience_id).
create sequence kindred.graph_id_counter;
create function kindred.next_graph_id() returns text language sql volatile as $$
  select (
    (extract(epoch from clock_timestamp()) * 1000 - 1262304000000)::bigint * 1000
    + nextval('kindred.graph_id_counter') % 1000
  )::text
$$;

-- epoch: a replace writes its people under the next epoch and then moves this number, so that readers see
-- the old set or the new one. applied_run: the newest run whose rows count. accepted and applied: uploads so far.
-- good_rows: of all applied uploads; last_matched_percent is null for a file so small that it would tell
-- whether one person matched. log_rows: rows of this epoch in the column store; far more of them than members means: write it anew.
-- has_dead_rows: an epoch was left behind, and its rows are not erased yet.
create table kindred.audiences (
  id int generated always as identity primary key,
  graph_id text not null unique default kindred.next_graph_id(),
  ad_account_id int not null references kindred.ad_accounts,
  name text not null,
  subtype text not null default 'CUSTOM',
  description text,
  opt_out_link text,
  user_type text,
  epoch int not null default 1,
  applied_run bigint not null default 0,
  member_count bigint not null default 0,
  accepted int not null default 0,
  applied int not null default 0,
  log_rows bigint not null default 0,
  has_dead_rows boolean not null default false,
  good_rows bigint not null default 0,
  last_rejected_percent real,
  last_matched_percent real,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  content_updated_at timestamptz,
  deleted_at timestamptz
);
create index audiences_of_account on kindred.audiences (ad_account_id, id desc) where deleted_at is null;

-- One per file. place: its number among the accepted uploads of its audience; they apply in this order.
create table kindred.uploads (
  id bigint generated always as identity primary key,
  audience_id int references kindred.audiences,
  ad_account_id int not null references kindred.ad_accounts,
  operation text not null check (operation in ('add', 'remove', 'replace')),
  state text not null default 'receiving'
    check (state in ('receiving', 'staged', 'applying', 'applied', 'aborted', 'failed')),
  place int,
  segment bigint not null,
  user_type text,
  schema_names text[],
  bytes bigint not null default 0,
  receiver text not null,
  created_at timestamptz not null default now(),
  good_rows bigint not null default 0,
  attempts int not null default 0,
  staged_at timestamptz,
  applied_at timestamptz,
  error text,
  unique (audience_id, place)
);
create sequence kindred.segments;
create index uploads_waiting on kindred.uploads (audience_id, place) where state in ('staged', 'applying');
create index uploads_receiving on kindred.uploads (receiver) where state = 'receiving';

-- The ledger: what became of every line of an upload. reason is a reject reason, a kind of key, or ''.
create table kindred.ledger (
  upload_id bigint not null references kindred.uploads,
  counter text not null check (counter in
    ('lines', 'blank', 'rejected', 'duplicates', 'suppressed', 'accepted', 'matched', 'newly_added', 'removed')),
  reason text not null default '',
  row_count bigint not null check (row_count >= 0),
  primary key (upload_id, counter, reason)
);

create table kindred.ledger_samples (
  upload_id bigint not null references kindred.uploads,
  line bigint not null,
  reason text not null,
  sample text not null,
  primary key (upload_id, line)
);

-- One attempt to write the rows of an upload into memberships. Rows of a run count only when it is
-- committed; a run left open by a crash is abandoned by whoever tries next, and its rows are erased.
create table kindred.runs (
  id bigint generated always as identity primary key,
  audience_id int not null references kindred.audiences,
  state text not null default 'open' check (state in ('open', 'committed', 'abandoned', 'erased')),
  started_at timestamptz not null default now()
);
create index runs_unfinished on kindred.runs (audience_id) where state in ('open', 'abandoned');

-- receiver: the process that receives the first request with this key; a receiver that is gone frees the key.
create table kindred.idempotency_keys (
  token_id int not null references kindred.tokens,
  key text not null,
  fingerprint text not null,
  file_sha256 text,
  receiver text not null,
  status int,
  headers jsonb,
  body text,
  created_at timestamptz not null default now(),
  primary key (token_id, key)
);

-- The processes that share this store. One that has not been seen for a while is gone, and what it was
-- receiving is aborted.
create table kindred.nodes (
  id text primary key,
  seen_at timestamptz not null default now()
);

create table kindred.audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  token_id int references kindred.tokens,
  action text not null,
  subject text not null,
  detail jsonb not null default '{}'
);
