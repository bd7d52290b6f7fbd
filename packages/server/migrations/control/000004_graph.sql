-- What the Graph API knows of an audience beside the Audience API. data_sub_type: what its rows are made of
-- (specification 2.1). replace_session: the replace that is under way; replace_failed: the last one was cut off.
alter table kindred.audiences
  add customer_file_source text,
  add is_value_based boolean not null default false,
  add retention_days int not null default 0,
  add rule text,
  add data_sub_type text not null default 'ANYTHING',
  add replace_session bigint,
  add replace_failed boolean not null default false;

-- Terms that must be accepted before customer lists are made. Kindred's own installations need none, so they
-- count as accepted unless somebody takes that back.
alter table kindred.ad_accounts
  add currency text not null default 'USD',
  add terms_accepted boolean not null default true;

-- Other ad accounts that may read and target an audience.
create table kindred.audience_shares (
  audience_id int not null references kindred.audiences,
  ad_account_id int not null references kindred.ad_accounts,
  created_at timestamptz not null default now(),
  primary key (audience_id, ad_account_id)
);

-- A caller's session of several requests, or the one that was invented for a request without any. session_id is
-- the caller's positive 64-bit number, as text, because not every driver keeps that many digits.
-- ended_at: the last batch came, or the time was up.
create table kindred.upload_sessions (
  id bigint generated always as identity primary key,
  ad_account_id int not null references kindred.ad_accounts,
  audience_id int not null references kindred.audiences,
  operation text not null check (operation in ('add', 'remove', 'replace')),
  session_id text not null,
  invented boolean not null,
  started_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '90 minutes',
  ended_at timestamptz,
  timed_out boolean not null default false,
  received bigint not null default 0,
  invalid bigint not null default 0,
  unique (audience_id, session_id, operation)
);
create index upload_sessions_open_replaces on kindred.upload_sessions (expires_at)
  where operation = 'replace' and ended_at is null;
alter table kindred.audiences
  add foreign key (replace_session) references kindred.upload_sessions;

-- An upload that gathers the batches of requests, until it is taken to be applied. kind_code: the only key of
-- each of its rows; 0 when they have several, or values.
alter table kindred.uploads
  add session bigint references kindred.upload_sessions,
  add kind_code smallint,
  drop constraint uploads_state_check,
  add constraint uploads_state_check
    check (state in ('receiving', 'gathering', 'staged', 'applying', 'applied', 'aborted', 'failed'));
create index uploads_gathering on kindred.uploads (audience_id) where state = 'gathering';
create index uploads_of_session on kindred.uploads (session) where session is not null;

-- One per request that was answered; its id is the chunk of its rows in the column store. rows: few rows wait here,
-- encrypted, until their upload is applied, because a part of the column store for each would be too many.
-- received_total, invalid: what the caller was told.
create table kindred.batches (
  id bigint generated always as identity primary key,
  session bigint not null references kindred.upload_sessions,
  batch_seq bigint,
  upload_id bigint not null references kindred.uploads,
  received int not null,
  received_total bigint not null,
  invalid int not null,
  good_rows int not null,
  rows bytea,
  created_at timestamptz not null default now()
);
create unique index batches_once on kindred.batches (session, batch_seq) where batch_seq is not null;
create index batches_of_upload on kindred.batches (upload_id);
