-- Made by `npm run docs`: what the migrations in packages/server/migrations/control add up to.
-- The tables of the job queue are not shown; pg-boss keeps them in the schema kindred_jobs.

create sequence kindred.graph_id_counter;

create sequence kindred.population_versions;

create sequence kindred.segments;

CREATE OR REPLACE FUNCTION kindred.gathering_of(of_audience integer, of_operation text, of_session bigint, of_kind integer)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  found_id bigint;
begin
  select u.id into found_id from kindred.uploads u
  where u.audience_id = of_audience and u.state = 'gathering' and u.operation = of_operation
    and u.session is not distinct from of_session
    and (u.operation = 'replace' or u.place = (select accepted from kindred.audiences where id = of_audience));
  if found then
    return found_id;
  end if;
  if of_operation <> 'replace' then
    update kindred.uploads set state = 'staged', staged_at = now()
    where audience_id = of_audience and state = 'gathering' and operation <> 'replace';
    update kindred.audiences set accepted = accepted + 1, updated_at = now() where id = of_audience;
  end if;
  insert into kindred.uploads
    (audience_id, ad_account_id, operation, state, place, segment, receiver, session, kind_code)
  select of_audience, ad_account_id, of_operation, 'gathering',
    case when of_operation = 'replace' then null else accepted end, nextval('kindred.segments'), 'graph', of_session,
    of_kind
  from kindred.audiences where id = of_audience
  returning id into found_id;
  return found_id;
end
$function$;

CREATE OR REPLACE FUNCTION kindred.next_graph_id()
 RETURNS text
 LANGUAGE sql
AS $function$
  select (
    (extract(epoch from clock_timestamp()) * 1000 - 1262304000000)::bigint * 1000
    + nextval('kindred.graph_id_counter') % 1000
  )::text
$function$;

CREATE OR REPLACE FUNCTION kindred.register_batches(arrivals json)
 RETURNS TABLE(place integer, outcome text, total bigint)
 LANGUAGE plpgsql
AS $function$
declare
  arrival record;
  audience record;
  gathering bigint;
  session_key bigint;
begin
  for arrival in
    select a.ordinality::int as number, b.*
    from json_array_elements(arrivals) with ordinality a (one, ordinality),
      json_to_record(a.one) as b (audience int, account int, operation text, session bigint, session_text text,
        batch_seq bigint, is_last boolean, landed text, received int, good int, kind int, bytes bigint, rows text,
        rejected json)
    order by b.audience, a.ordinality
  loop
    place := arrival.number;
    total := null;
    select replace_session, accepted into audience
    from kindred.audiences where id = arrival.audience and deleted_at is null for update;
    if not found then
      outcome := 'gone'; return next; continue;
    end if;
    if audience.replace_session is distinct from (case when arrival.operation = 'replace' then arrival.session end) then
      outcome := 'replace'; return next; continue;
    end if;
    if arrival.batch_seq is not null then
      select received_total into total from kindred.batches
      where session = arrival.session and batch_seq = arrival.batch_seq;
      if found then
        outcome := 'repeated'; return next; continue;
      end if;
    end if;
    gathering := kindred.gathering_of(arrival.audience, arrival.operation, arrival.session, arrival.kind);
    if arrival.session is null then
      insert into kindred.upload_sessions
        (ad_account_id, audience_id, operation, session_id, invented, ended_at, received, invalid)
      values (arrival.account, arrival.audience, arrival.operation, arrival.session_text, true, now(),
        arrival.received, arrival.received - arrival.good)
      returning id, upload_sessions.received into session_key, total;
    else
      update kindred.upload_sessions s
      set received = s.received + arrival.received, invalid = s.invalid + arrival.received - arrival.good,
        ended_at = case when arrival.is_last and operation <> 'replace' then coalesce(ended_at, now()) else ended_at end
      where id = arrival.session
      returning id, s.received into session_key, total;
    end if;
    insert into kindred.batches
      (session, batch_seq, upload_id, received, received_total, invalid, good_rows, rows, landed)
    values (session_key, arrival.batch_seq, gathering, arrival.received, total, arrival.received - arrival.good,
      arrival.good, decode(arrival.rows, 'base64'), arrival.landed);
    update kindred.uploads u
    set good_rows = u.good_rows + arrival.good, bytes = u.bytes + arrival.bytes,
      kind_code = case when kind_code = arrival.kind then kind_code else 0 end
    where id = gathering;
    update kindred.ledger set row_count = row_count + arrival.received
    where upload_id = gathering and counter = 'lines' and reason = '';
    if not found then
      insert into kindred.ledger (upload_id, counter, row_count) values (gathering, 'lines', arrival.received);
    end if;
    if arrival.good < arrival.received then
      insert into kindred.ledger (upload_id, counter, reason, row_count)
      select gathering, 'rejected', key, value::bigint from json_each_text(arrival.rejected)
      on conflict (upload_id, counter, reason) do update
      set row_count = kindred.ledger.row_count + excluded.row_count;
    end if;
    outcome := 'new';
    return next;
  end loop;
end
$function$;

create table kindred.ad_accounts (
  id integer not null generated always as identity,
  graph_id text not null,
  name text not null,
  platform text not null default 'local'::text,
  created_at timestamp with time zone not null default now(),
  rate_limit_tier text,
  constraint ad_accounts_pkey PRIMARY KEY (id),
  constraint ad_accounts_graph_id_check CHECK ((graph_id ~ '^[1-9][0-9]{0,18}$'::text)),
  constraint ad_accounts_graph_id_key UNIQUE (graph_id),
  constraint ad_accounts_platform_check CHECK ((platform = ANY (ARRAY['local'::text, 'meta'::text]))),
  constraint ad_accounts_rate_limit_tier_check CHECK ((rate_limit_tier = ANY (ARRAY['unlimited'::text, 'development_access'::text, 'standard_access'::text])))
);

create table kindred.apps (
  id bigint not null default (kindred.next_graph_id())::bigint,
  name text not null,
  sealed_secret bytea,
  require_proof boolean not null default false,
  strict text[] not null default '{}'::text[],
  created_at timestamp with time zone not null default now(),
  deleted_at timestamp with time zone,
  constraint apps_pkey PRIMARY KEY (id),
  constraint apps_check CHECK (((sealed_secret IS NULL) = (deleted_at IS NOT NULL))),
  constraint apps_strict_check CHECK ((strict <@ ARRAY['removal'::text, 'mixing'::text, 'lookalike_seed'::text]))
);

create table kindred.audience_shares (
  id bigint not null generated always as identity,
  audience_id integer not null,
  ad_account_id integer not null,
  permissions text not null,
  created_at timestamp with time zone not null default now(),
  constraint audience_shares_pkey PRIMARY KEY (audience_id, ad_account_id),
  constraint audience_shares_ad_account_id_fkey FOREIGN KEY (ad_account_id) REFERENCES kindred.ad_accounts(id),
  constraint audience_shares_audience_id_fkey FOREIGN KEY (audience_id) REFERENCES kindred.audiences(id),
  constraint audience_shares_id_key UNIQUE (id),
  constraint audience_shares_permissions_check CHECK ((permissions = ANY (ARRAY['targeting'::text, 'targeting_and_insights'::text])))
);
CREATE INDEX audience_shares_of_account ON kindred.audience_shares USING btree (ad_account_id, audience_id);

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
  customer_file_source text,
  is_value_based boolean not null default false,
  retention_days integer not null default 0,
  data_sub_type text not null default 'ANYTHING'::text,
  replace_session bigint,
  replace_failed boolean not null default false,
  lookalike_state text,
  is_relayed boolean not null default false,
  remote_id text,
  remote_begun timestamp with time zone,
  remote_said text,
  remote jsonb,
  remote_read_at timestamp with time zone,
  remote_gone boolean not null default false,
  keys_epoch integer not null default 1,
  sealed_roster_key bytea,
  constraint audiences_pkey PRIMARY KEY (id),
  constraint audiences_ad_account_id_fkey FOREIGN KEY (ad_account_id) REFERENCES kindred.ad_accounts(id),
  constraint audiences_graph_id_key UNIQUE (graph_id),
  constraint audiences_lookalike_state_check CHECK ((lookalike_state = ANY (ARRAY['building'::text, 'ready'::text, 'failed'::text, 'stale'::text]))),
  constraint audiences_replace_session_fkey FOREIGN KEY (replace_session) REFERENCES kindred.upload_sessions(id)
);
CREATE UNIQUE INDEX audiences_by_remote_id ON kindred.audiences USING btree (ad_account_id, remote_id) WHERE (remote_id IS NOT NULL);
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

create table kindred.batches (
  id bigint not null generated always as identity,
  session bigint not null,
  batch_seq bigint,
  upload_id bigint not null,
  received integer not null,
  received_total bigint not null,
  invalid integer not null,
  good_rows integer not null,
  rows bytea,
  created_at timestamp with time zone not null default now(),
  landed text,
  constraint batches_pkey PRIMARY KEY (id),
  constraint batches_session_fkey FOREIGN KEY (session) REFERENCES kindred.upload_sessions(id),
  constraint batches_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES kindred.uploads(id)
);
CREATE INDEX batches_landed ON kindred.batches USING btree (landed) WHERE (landed IS NOT NULL);
CREATE INDEX batches_of_upload ON kindred.batches USING btree (upload_id);
CREATE UNIQUE INDEX batches_once ON kindred.batches USING btree (session, batch_seq) WHERE (batch_seq IS NOT NULL);

create table kindred.connections (
  ad_account_id integer not null,
  sealed_token bytea not null,
  sealed_app_secret bytea,
  api_version text not null,
  graph_url text not null,
  state text not null default 'connected'::text,
  why text,
  said text,
  link text,
  wait_until timestamp with time zone,
  pace jsonb,
  connected_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  constraint connections_pkey PRIMARY KEY (ad_account_id),
  constraint connections_ad_account_id_fkey FOREIGN KEY (ad_account_id) REFERENCES kindred.ad_accounts(id),
  constraint connections_state_check CHECK ((state = ANY (ARRAY['connected'::text, 'paused'::text]))),
  constraint connections_why_check CHECK ((why = ANY (ARRAY['reconnect'::text, 'terms'::text])))
);

create table kindred.encodings (
  id bigint not null generated always as identity,
  population_version bigint not null,
  digest text not null,
  state text not null default 'encoding'::text,
  people bigint not null default 0,
  people_by_country jsonb,
  plan jsonb,
  created_at timestamp with time zone not null default now(),
  ready_at timestamp with time zone,
  constraint encodings_pkey PRIMARY KEY (id),
  constraint encodings_state_check CHECK ((state = ANY (ARRAY['encoding'::text, 'ready'::text, 'dropped'::text])))
);

create table kindred.feature_columns (
  name text not null,
  kind text,
  is_excluded boolean not null default false,
  updated_at timestamp with time zone not null default now(),
  constraint feature_columns_pkey PRIMARY KEY (name),
  constraint feature_columns_kind_check CHECK ((kind = ANY (ARRAY['numeric'::text, 'ordinal'::text, 'category'::text, 'tokens'::text, 'embedding'::text, 'date'::text])))
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

create table kindred.lookalike_models (
  id bigint not null generated always as identity,
  origin_id integer not null,
  country text not null,
  options jsonb not null,
  encoding bigint not null,
  origin_run bigint not null,
  code_version text not null,
  state text not null default 'training'::text,
  seeds bigint not null default 0,
  background bigint not null default 0,
  people bigint not null default 0,
  quality jsonb,
  seconds jsonb,
  created_at timestamp with time zone not null default now(),
  scored_at timestamp with time zone,
  constraint lookalike_models_pkey PRIMARY KEY (id),
  constraint lookalike_models_encoding_fkey FOREIGN KEY (encoding) REFERENCES kindred.encodings(id),
  constraint lookalike_models_origin_id_fkey FOREIGN KEY (origin_id) REFERENCES kindred.audiences(id),
  constraint lookalike_models_state_check CHECK ((state = ANY (ARRAY['training'::text, 'scored'::text, 'dropped'::text])))
);
CREATE INDEX lookalike_models_of_origin ON kindred.lookalike_models USING btree (origin_id) WHERE (state <> 'dropped'::text);

create table kindred.lookalikes (
  audience_id integer not null,
  origin_id integer not null,
  spec jsonb not null,
  fingerprint text not null,
  models bigint[] not null default '{}'::bigint[],
  built_at timestamp with time zone,
  origin_members bigint not null default 0,
  population_version bigint not null default 0,
  drift real,
  attempts integer not null default 0,
  error text,
  refresh_at timestamp with time zone default now(),
  constraint lookalikes_pkey PRIMARY KEY (audience_id),
  constraint lookalikes_audience_id_fkey FOREIGN KEY (audience_id) REFERENCES kindred.audiences(id),
  constraint lookalikes_origin_id_fkey FOREIGN KEY (origin_id) REFERENCES kindred.audiences(id)
);
CREATE INDEX lookalikes_due ON kindred.lookalikes USING btree (refresh_at) WHERE (refresh_at IS NOT NULL);
CREATE INDEX lookalikes_of_origin ON kindred.lookalikes USING btree (origin_id);

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
  operation text not null default 'add'::text,
  found_count bigint,
  people_count bigint,
  people_out_count bigint,
  constraint opt_outs_pkey PRIMARY KEY (id),
  constraint opt_outs_operation_check CHECK ((operation = ANY (ARRAY['add'::text, 'lift'::text, 'check'::text]))),
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

create table kindred.relay_batches (
  relay_id bigint not null,
  seq integer not null,
  phase smallint not null,
  operation text not null,
  row_count integer not null,
  state text not null default 'waiting'::text,
  sealed_key bytea,
  session_id text,
  attempts integer not null default 0,
  resent boolean not null default false,
  invalid integer,
  unnamed integer not null default 0,
  total_received bigint,
  total_invalid bigint,
  withheld integer not null default 0,
  code integer,
  said text,
  sent_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint relay_batches_pkey PRIMARY KEY (relay_id, seq),
  constraint relay_batches_operation_check CHECK ((operation = ANY (ARRAY['add'::text, 'remove'::text, 'replace'::text, 'forget'::text]))),
  constraint relay_batches_relay_id_fkey FOREIGN KEY (relay_id) REFERENCES kindred.relays(id),
  constraint relay_batches_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'unclear'::text, 'acknowledged'::text, 'set_aside'::text, 'parked'::text])))
);
CREATE INDEX relay_batches_open ON kindred.relay_batches USING btree (relay_id) WHERE (state <> ALL (ARRAY['acknowledged'::text, 'set_aside'::text]));

create table kindred.relay_samples (
  relay_id bigint not null,
  line bigint,
  reason text not null,
  constraint relay_samples_relay_id_fkey FOREIGN KEY (relay_id) REFERENCES kindred.relays(id)
);
CREATE INDEX relay_samples_of_relay ON kindred.relay_samples USING btree (relay_id);

create table kindred.relays (
  id bigint not null generated always as identity,
  ad_account_id integer not null,
  audience_id integer,
  upload_id bigint,
  opt_out_id bigint,
  state text not null default 'staged'::text,
  schema_names text[] not null,
  is_single_key boolean not null,
  sealed_key bytea,
  gate bigint not null default 0,
  sliced integer not null default 0,
  duplicates bigint not null default 0,
  suppressed bigint not null default 0,
  unchanged bigint not null default 0,
  sessions_begun integer not null default 0,
  barrier timestamp with time zone,
  said text,
  created_at timestamp with time zone not null default now(),
  packed_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint relays_pkey PRIMARY KEY (id),
  constraint relays_ad_account_id_fkey FOREIGN KEY (ad_account_id) REFERENCES kindred.ad_accounts(id),
  constraint relays_audience_id_fkey FOREIGN KEY (audience_id) REFERENCES kindred.audiences(id),
  constraint relays_opt_out_id_ad_account_id_key UNIQUE (opt_out_id, ad_account_id),
  constraint relays_opt_out_id_fkey FOREIGN KEY (opt_out_id) REFERENCES kindred.opt_outs(id),
  constraint relays_state_check CHECK ((state = ANY (ARRAY['staged'::text, 'sending'::text, 'parked'::text, 'ended'::text]))),
  constraint relays_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES kindred.uploads(id),
  constraint relays_upload_id_key UNIQUE (upload_id)
);
CREATE INDEX relays_of_audience ON kindred.relays USING btree (audience_id) WHERE (audience_id IS NOT NULL);
CREATE INDEX relays_open ON kindred.relays USING btree (ad_account_id) WHERE (state <> 'ended'::text);

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
  app_id bigint,
  constraint tokens_pkey PRIMARY KEY (id),
  constraint tokens_app_id_fkey FOREIGN KEY (app_id) REFERENCES kindred.apps(id),
  constraint tokens_role_check CHECK ((role = ANY (ARRAY['operator'::text, 'account_write'::text, 'account_read'::text]))),
  constraint tokens_token_hmac_key UNIQUE (token_hmac)
);
CREATE INDEX tokens_of_app ON kindred.tokens USING btree (app_id) WHERE (app_id IS NOT NULL);

create table kindred.upload_sessions (
  id bigint not null generated always as identity,
  ad_account_id integer not null,
  audience_id integer not null,
  operation text not null,
  session_id text not null,
  invented boolean not null,
  started_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null default (now() + '01:30:00'::interval),
  ended_at timestamp with time zone,
  timed_out boolean not null default false,
  received bigint not null default 0,
  invalid bigint not null default 0,
  constraint upload_sessions_pkey PRIMARY KEY (id),
  constraint upload_sessions_ad_account_id_fkey FOREIGN KEY (ad_account_id) REFERENCES kindred.ad_accounts(id),
  constraint upload_sessions_audience_id_fkey FOREIGN KEY (audience_id) REFERENCES kindred.audiences(id),
  constraint upload_sessions_audience_id_session_id_operation_key UNIQUE (audience_id, session_id, operation),
  constraint upload_sessions_operation_check CHECK ((operation = ANY (ARRAY['add'::text, 'remove'::text, 'replace'::text])))
);
CREATE INDEX upload_sessions_open_replaces ON kindred.upload_sessions USING btree (expires_at) WHERE ((operation = 'replace'::text) AND (ended_at IS NULL));

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
  session bigint,
  kind_code smallint,
  constraint uploads_pkey PRIMARY KEY (id),
  constraint uploads_ad_account_id_fkey FOREIGN KEY (ad_account_id) REFERENCES kindred.ad_accounts(id),
  constraint uploads_audience_id_fkey FOREIGN KEY (audience_id) REFERENCES kindred.audiences(id),
  constraint uploads_audience_id_place_key UNIQUE (audience_id, place),
  constraint uploads_operation_check CHECK ((operation = ANY (ARRAY['add'::text, 'remove'::text, 'replace'::text, 'mirror'::text]))),
  constraint uploads_session_fkey FOREIGN KEY (session) REFERENCES kindred.upload_sessions(id),
  constraint uploads_state_check CHECK ((state = ANY (ARRAY['receiving'::text, 'gathering'::text, 'staged'::text, 'applying'::text, 'applied'::text, 'aborted'::text, 'failed'::text, 'planned'::text])))
);
CREATE INDEX uploads_gathering ON kindred.uploads USING btree (audience_id) WHERE (state = 'gathering'::text);
CREATE INDEX uploads_of_session ON kindred.uploads USING btree (session) WHERE (session IS NOT NULL);
CREATE INDEX uploads_receiving ON kindred.uploads USING btree (receiver) WHERE (state = 'receiving'::text);
CREATE INDEX uploads_waiting ON kindred.uploads USING btree (audience_id, place) WHERE (state = ANY (ARRAY['staged'::text, 'applying'::text]));

create table kindred.usage (
  app_id text not null,
  ad_account_id integer not null,
  slot_ms bigint not null,
  calls bigint not null,
  points bigint not null,
  cpu_ms double precision not null,
  time_ms double precision not null,
  constraint usage_pkey PRIMARY KEY (app_id, ad_account_id, slot_ms)
);
CREATE INDEX usage_by_age ON kindred.usage USING btree (slot_ms);
