-- Made by `npm run docs`: what the migrations in packages/server/migrations/control add up to.
-- The tables of the job queue are not shown; pg-boss keeps them in the schema kindred_jobs.

create sequence kindred.graph_id_counter;

create sequence kindred.population_versions;

create sequence kindred.segments;

CREATE OR REPLACE FUNCTION kindred.next_graph_id()
 RETURNS text
 LANGUAGE sql
AS $function$
  select (
    (extract(epoch from clock_timestamp()) * 1000 - 1262304000000)::bigint * 1000
    + nextval('kindred.graph_id_counter') % 1000
  )::text
$function$;

create table kindred.ad_accounts (
  id integer not null generated always as identity,
  graph_id text not null,
  name text not null,
  platform text not null default 'local'::text,
  created_at timestamp with time zone not null default now(),
  constraint ad_accounts_pkey PRIMARY KEY (id),
  constraint ad_accounts_graph_id_check CHECK ((graph_id ~ '^[1-9][0-9]{0,18}$'::text)),
  constraint ad_accounts_graph_id_key UNIQUE (graph_id),
  constraint ad_accounts_platform_check CHECK ((platform = 'local'::text))
);

create table kindred.audiences (
  id integer not null generated always as identity,
  graph_id text not null default kindred.next_graph_id(),
  ad_account_id integer not null,
  name text not null,
  subtype text not null default 'CUSTOM'::text,
  description text,
  opt_out_link text,
  user_type text,
  epoch integer not null default 1,
  applied_run bigint not null default 0,
  member_count bigint not null default 0,
  accepted integer not null default 0,
  applied integer not null default 0,
  log_rows bigint not null default 0,
  has_dead_rows boolean not null default false,
  good_rows bigint not null default 0,
  last_rejected_percent real,
  last_matched_percent real,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  content_updated_at timestamp with time zone,
  deleted_at timestamp with time zone,
  constraint audiences_pkey PRIMARY KEY (id),
  constraint audiences_ad_account_id_fkey FOREIGN KEY (ad_account_id) REFERENCES kindred.ad_accounts(id),
  constraint audiences_graph_id_key UNIQUE (graph_id)
);
CREATE INDEX audiences_of_account ON kindred.audiences USING btree (ad_account_id, id DESC) WHERE (deleted_at IS NULL);

create table kindred.audit_log (
  id bigint not null generated always as identity,
  at timestamp with time zone not null default now(),
  token_id integer,
  action text not null,
  subject text not null,
  detail jsonb not null default '{}'::jsonb,
  constraint audit_log_pkey PRIMARY KEY (id),
  constraint audit_log_token_id_fkey FOREIGN KEY (token_id) REFERENCES kindred.tokens(id)
);

create table kindred.idempotency_keys (
  token_id integer not null,
  key text not null,
  fingerprint text not null,
  file_sha256 text,
  receiver text not null,
  status integer,
  headers jsonb,
  body text,
  created_at timestamp with time zone not null default now(),
  constraint idempotency_keys_pkey PRIMARY KEY (token_id, key),
  constraint idempotency_keys_token_id_fkey FOREIGN KEY (token_id) REFERENCES kindred.tokens(id)
);

create table kindred.ledger (
  upload_id bigint not null,
  counter text not null,
  reason text not null default ''::text,
  row_count bigint not null,
  constraint ledger_pkey PRIMARY KEY (upload_id, counter, reason),
  constraint ledger_counter_check CHECK ((counter = ANY (ARRAY['lines'::text, 'blank'::text, 'rejected'::text, 'duplicates'::text, 'suppressed'::text, 'accepted'::text, 'matched'::text, 'newly_added'::text, 'removed'::text]))),
  constraint ledger_row_count_check CHECK ((row_count >= 0)),
  constraint ledger_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES kindred.uploads(id)
);

create table kindred.ledger_samples (
  upload_id bigint not null,
  line bigint not null,
  reason text not null,
  sample text not null,
  constraint ledger_samples_pkey PRIMARY KEY (upload_id, line),
  constraint ledger_samples_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES kindred.uploads(id)
);

create table kindred.migrations (
  number integer not null,
  name text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migrations_pkey PRIMARY KEY (number)
);

create table kindred.nodes (
  id text not null,
  seen_at timestamp with time zone not null default now(),
  constraint nodes_pkey PRIMARY KEY (id)
);

create table kindred.opt_outs (
  id bigint not null generated always as identity,
  state text not null default 'receiving'::text,
  segment bigint not null,
  user_type text,
  receiver text not null,
  bytes bigint not null default 0,
  line_count bigint not null default 0,
  blank_count bigint not null default 0,
  rejected_count bigint not null default 0,
  key_count bigint not null default 0,
  error text,
  created_at timestamp with time zone not null default now(),
  applied_at timestamp with time zone,
  constraint opt_outs_pkey PRIMARY KEY (id),
  constraint opt_outs_state_check CHECK ((state = ANY (ARRAY['receiving'::text, 'guarding'::text, 'applied'::text, 'aborted'::text])))
);

create table kindred.people_imports (
  id bigint not null generated always as identity,
  state text not null default 'receiving'::text,
  receiver text not null,
  format text,
  file_name text,
  hashed boolean not null,
  phone_country text,
  mapping json,
  kinds json not null default '[]'::json,
  bytes bigint not null default 0,
  bytes_expected bigint,
  lines bigint not null default 0,
  blank bigint not null default 0,
  accepted bigint not null default 0,
  rejected_rows json not null default '{}'::json,
  rejected_identifiers json not null default '[]'::json,
  samples json not null default '[]'::json,
  version bigint,
  attempts integer not null default 0,
  slices integer not null default 0,
  slices_done integer not null default 0,
  step text,
  people_seen bigint,
  people_added bigint,
  people_updated bigint,
  keys_added bigint,
  keys_removed bigint,
  created_at timestamp with time zone not null default now(),
  staged_at timestamp with time zone,
  apply_started_at timestamp with time zone,
  planned_at timestamp with time zone,
  applied_at timestamp with time zone,
  ended_at timestamp with time zone,
  error text,
  constraint people_imports_pkey PRIMARY KEY (id),
  constraint people_imports_state_check CHECK ((state = ANY (ARRAY['receiving'::text, 'staged'::text, 'applying'::text, 'applied'::text, 'aborted'::text, 'failed'::text]))),
  constraint people_imports_step_check CHECK ((step = ANY (ARRAY['plan'::text, 'keys'::text, 'people'::text, 'merge'::text]))),
  constraint people_imports_version_key UNIQUE (version)
);
CREATE INDEX people_imports_waiting ON kindred.people_imports USING btree (staged_at, id) WHERE (state = ANY (ARRAY['staged'::text, 'applying'::text]));

create table kindred.runs (
  id bigint not null generated always as identity,
  audience_id integer not null,
  state text not null default 'open'::text,
  started_at timestamp with time zone not null default now(),
  constraint runs_pkey PRIMARY KEY (id),
  constraint runs_audience_id_fkey FOREIGN KEY (audience_id) REFERENCES kindred.audiences(id),
  constraint runs_state_check CHECK ((state = ANY (ARRAY['open'::text, 'committed'::text, 'abandoned'::text, 'erased'::text])))
);
CREATE INDEX runs_unfinished ON kindred.runs USING btree (audience_id) WHERE (state = ANY (ARRAY['open'::text, 'abandoned'::text]));

create table kindred.settings (
  name text not null,
  value text not null,
  constraint settings_pkey PRIMARY KEY (name)
);

create table kindred.token_accounts (
  token_id integer not null,
  ad_account_id integer not null,
  constraint token_accounts_pkey PRIMARY KEY (token_id, ad_account_id),
  constraint token_accounts_ad_account_id_fkey FOREIGN KEY (ad_account_id) REFERENCES kindred.ad_accounts(id),
  constraint token_accounts_token_id_fkey FOREIGN KEY (token_id) REFERENCES kindred.tokens(id)
);

create table kindred.tokens (
  id integer not null generated always as identity,
  name text not null,
  role text not null,
  token_hmac text not null,
  created_at timestamp with time zone not null default now(),
  revoked_at timestamp with time zone,
  constraint tokens_pkey PRIMARY KEY (id),
  constraint tokens_role_check CHECK ((role = ANY (ARRAY['operator'::text, 'account_write'::text, 'account_read'::text]))),
  constraint tokens_token_hmac_key UNIQUE (token_hmac)
);

create table kindred.uploads (
  id bigint not null generated always as identity,
  audience_id integer,
  ad_account_id integer not null,
  operation text not null,
  state text not null default 'receiving'::text,
  place integer,
  segment bigint not null,
  user_type text,
  schema_names text[],
  bytes bigint not null default 0,
  receiver text not null,
  created_at timestamp with time zone not null default now(),
  good_rows bigint not null default 0,
  attempts integer not null default 0,
  staged_at timestamp with time zone,
  applied_at timestamp with time zone,
  error text,
  constraint uploads_pkey PRIMARY KEY (id),
  constraint uploads_ad_account_id_fkey FOREIGN KEY (ad_account_id) REFERENCES kindred.ad_accounts(id),
  constraint uploads_audience_id_fkey FOREIGN KEY (audience_id) REFERENCES kindred.audiences(id),
  constraint uploads_audience_id_place_key UNIQUE (audience_id, place),
  constraint uploads_operation_check CHECK ((operation = ANY (ARRAY['add'::text, 'remove'::text, 'replace'::text]))),
  constraint uploads_state_check CHECK ((state = ANY (ARRAY['receiving'::text, 'staged'::text, 'applying'::text, 'applied'::text, 'aborted'::text, 'failed'::text])))
);
CREATE INDEX uploads_receiving ON kindred.uploads USING btree (receiver) WHERE (state = 'receiving'::text);
CREATE INDEX uploads_waiting ON kindred.uploads USING btree (audience_id, place) WHERE (state = ANY (ARRAY['staged'::text, 'applying'::text]));
