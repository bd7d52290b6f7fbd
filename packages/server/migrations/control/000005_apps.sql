-- A program that calls the Graph API, as Meta knows apps. sealed_secret: encrypted, because proofs are keyed with the
-- secret itself; gone once the app is deleted. strict: old behaviours that its calls are held to.
create table kindred.apps (
  id bigint primary key default kindred.next_graph_id()::bigint,
  name text not null,
  sealed_secret bytea,
  require_proof boolean not null default false,
  strict text[] not null default '{}' check (strict <@ array['removal', 'mixing', 'lookalike_seed']),
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  check ((sealed_secret is null) = (deleted_at is not null))
);

-- Null: the token belongs to the installation itself, which is app 0 to callers and has no secret.
alter table kindred.tokens add app_id bigint references kindred.apps;
create index tokens_of_app on kindred.tokens (app_id) where app_id is not null;
