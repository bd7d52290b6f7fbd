-- What the Graph API knows of an audience beside the Audience API. data_sub_type: what its rows are made of
-- (specification 2.1). replace_session: the replace that is under way; replace_failed: the last one was cut off.
alter table kindred.audiences
  add customer_file_source text,
  add is_value_based boolean not null default false,
  add retention_days int not null default 0,
  add data_sub_type text not null default 'ANYTHING',
  add replace_session bigint,
  add replace_failed boolean not null default false;

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
-- each of its rows, more by 100 where they have values; 0 when they have several keys.
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

-- Makes batches count: gives each its session, its upload and its place in the sums, all at once. In the store itself,
-- because the embedded one takes half a millisecond for every statement that it is sent, and this is a dozen of them
-- for each batch. outcome: 'new'; 'repeated' (the batch was answered before); 'late' (the upload that its rows landed
-- in is being applied, so they must land again); 'gone' (the audience was deleted); 'replace' (a replace began or ended).
create function kindred.register_batches(arrivals json)
returns table (place int, outcome text, total bigint) language plpgsql as $$
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
        batch_seq bigint, is_last boolean, upload bigint, chunk bigint, received int, good int, kind int, bytes bigint,
        rows text, rejected json)
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
    if arrival.upload is null then
      gathering := kindred.gathering_of(arrival.audience, arrival.operation, arrival.session, arrival.kind);
    else
      -- Rows that landed join their upload even when another session closed it meanwhile: both were under way at the
      -- same time. If they had to land again, sessions side by side would close each other's uploads for ever.
      select id into gathering from kindred.uploads
      where id = arrival.upload and state in ('gathering', 'staged') for update;
      if not found then
        outcome := 'late'; total := null; return next; continue;
      end if;
    end if;
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
      (id, session, batch_seq, upload_id, received, received_total, invalid, good_rows, rows)
    overriding system value
    values (coalesce(arrival.chunk, nextval(pg_get_serial_sequence('kindred.batches', 'id'))), session_key,
      arrival.batch_seq, gathering, arrival.received, total, arrival.received - arrival.good, arrival.good,
      decode(arrival.rows, 'base64'));
    update kindred.uploads u
    set good_rows = u.good_rows + arrival.good, bytes = u.bytes + arrival.bytes,
      kind_code = case when kind_code = arrival.kind then kind_code else 0 end
    where id = gathering;
    insert into kindred.ledger (upload_id, counter, reason, row_count)
    select gathering, 'lines', '', arrival.received
    union all
    select gathering, 'rejected', key, value::bigint from json_each_text(arrival.rejected)
    on conflict (upload_id, counter, reason) do update
    set row_count = kindred.ledger.row_count + excluded.row_count;
    outcome := 'new';
    return next;
  end loop;
end
$$;

-- The upload that a batch joins: one that still gathers the same operation of the same session, with nothing accepted
-- after it, because operations apply in the order in which they were accepted; else a new one, and what gathered before
-- is complete. A replace has its place only when it is complete. The audience must be locked.
create function kindred.gathering_of(of_audience int, of_operation text, of_session bigint, of_kind int)
returns bigint language plpgsql as $$
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
$$;

-- A place in the column store for rows that land before they are registered. outcome: 'new', 'repeated' (no place: it
-- would open an upload that nothing comes into), 'gone' or 'replace', as of kindred.register_batches.
create function kindred.reserve_chunk(
  of_audience int, of_operation text, of_session bigint, of_kind int, of_batch_seq bigint
)
returns table (outcome text, upload bigint, segment bigint, chunk bigint) language plpgsql as $$
declare
  open_replace bigint;
begin
  select replace_session into open_replace
  from kindred.audiences where id = of_audience and deleted_at is null for update;
  if not found then
    outcome := 'gone';
  elsif open_replace is distinct from (case when of_operation = 'replace' then of_session end) then
    outcome := 'replace';
  elsif of_batch_seq is not null and exists (
    select from kindred.batches b where b.session = of_session and b.batch_seq = of_batch_seq
  ) then
    outcome := 'repeated';
  else
    outcome := 'new';
    upload := kindred.gathering_of(of_audience, of_operation, of_session, of_kind);
    select u.segment into segment from kindred.uploads u where u.id = upload;
    chunk := nextval(pg_get_serial_sequence('kindred.batches', 'id'));
  end if;
  return next;
end
$$;
