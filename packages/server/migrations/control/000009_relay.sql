-- Ad accounts whose audiences live at a platform, and everything that is sent there.
alter table kindred.ad_accounts
  drop constraint ad_accounts_platform_check,
  add constraint ad_accounts_platform_check check (platform in ('local', 'meta'));

-- How such an account is reached. Token and app secret are sealed under the master key. state: paused sends nothing until
-- the account is connected again or resumed; why: what it waits for. wait_until: the platform asked for patience.
-- pace: what is known of the budgets there.
create table kindred.connections (
  ad_account_id int primary key references kindred.ad_accounts,
  sealed_token bytea not null,
  sealed_app_secret bytea,
  api_version text not null,
  graph_url text not null,
  state text not null default 'connected' check (state in ('connected', 'paused')),
  why text check (why in ('reconnect', 'terms')),
  said text,
  link text,
  wait_until timestamptz,
  pace jsonb,
  connected_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);

-- remote_id: of the audience at the platform; null until it exists there. remote_begun: a creation was asked for, and its
-- answer is not known. remote_said: why it cannot be made. remote: its status and sizes as they were read last.
-- remote_asked: somebody wanted them then. remote_gone: it was deleted there, by us or by others.
-- keys_epoch: which relayed keys count; a replace begins the next.
alter table kindred.audiences
  add is_relayed boolean not null default false,
  add remote_id text,
  add remote_begun timestamptz,
  add remote_said text,
  add remote jsonb,
  add remote_read_at timestamptz,
  add remote_gone boolean not null default false,
  add keys_epoch int not null default 1,
  add sealed_roster_key bytea;
create unique index audiences_by_remote_id on kindred.audiences (ad_account_id, remote_id) where remote_id is not null;

-- A mirror is a file that is to be the whole list, of which only differences travel.
alter table kindred.uploads
  drop constraint uploads_operation_check,
  add constraint uploads_operation_check check (operation in ('add', 'remove', 'replace', 'mirror'));

-- What one upload has to bring to the platform, or one opt-out to one ad account there. sealed_key opens the values of
-- its staged rows, and is forgotten when they are packed into batches. sliced: so many slices of them are; duplicates and
-- suppressed: of these. gate: the newest opt-out when packing began.
-- unchanged: rows of a mirror that are there already. barrier: an opt-out waits for batches that were under way then. parked: what is left of it waits until the audience has grown.
create table kindred.relays (
  id bigint generated always as identity primary key,
  ad_account_id int not null references kindred.ad_accounts,
  audience_id int references kindred.audiences,
  upload_id bigint unique references kindred.uploads,
  opt_out_id bigint references kindred.opt_outs,
  state text not null default 'staged' check (state in ('staged', 'sending', 'parked', 'ended')),
  schema_names text[] not null,
  is_single_key boolean not null,
  sealed_key bytea,
  gate bigint not null default 0,
  sliced int not null default 0,
  duplicates bigint not null default 0,
  suppressed bigint not null default 0,
  unchanged bigint not null default 0,
  sessions_begun int not null default 0,
  barrier timestamptz,
  said text,
  created_at timestamptz not null default now(),
  packed_at timestamptz,
  ended_at timestamptz,
  unique (opt_out_id, ad_account_id)
);
create index relays_open on kindred.relays (ad_account_id) where state <> 'ended';
create index relays_of_audience on kindred.relays (audience_id) where audience_id is not null;

-- The outbox: one per request to the platform, with one verdict. sealed_key opens its rows, and is forgotten with the
-- verdict. sending is written before the request goes, so that after a crash it is known which are unclear. invalid,
-- total_*: what the platform said of this request and of its session. withheld: rows of people who opted out after it
-- was packed. resent: it was sent again because nobody could say whether it had arrived.
create table kindred.relay_batches (
  relay_id bigint not null references kindred.relays,
  seq int not null,
  phase smallint not null,
  operation text not null check (operation in ('add', 'remove', 'replace', 'forget')),
  row_count int not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'sending', 'unclear', 'acknowledged', 'set_aside', 'parked')),
  sealed_key bytea,
  session_id text,
  attempts int not null default 0,
  resent boolean not null default false,
  invalid int,
  unnamed int not null default 0,
  total_received bigint,
  total_invalid bigint,
  withheld int not null default 0,
  code int,
  said text,
  sent_at timestamptz,
  ended_at timestamptz,
  primary key (relay_id, seq)
);
create index relay_batches_open on kindred.relay_batches (relay_id) where state not in ('acknowledged', 'set_aside');

-- Rows that the platform named as refused. line: of the uploaded file; null where it did not say which row it meant.
create table kindred.relay_samples (
  relay_id bigint not null references kindred.relays,
  line bigint,
  reason text not null
);
create index relay_samples_of_relay on kindred.relay_samples (relay_id);
