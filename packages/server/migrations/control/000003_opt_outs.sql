-- One file of people who must not be in any audience. The keys themselves live in the column store.
create table kindred.opt_outs (
  id bigint generated always as identity primary key,
  state text not null default 'receiving' check (state in ('receiving', 'guarding', 'applied', 'aborted')),
  segment bigint not null,
  user_type text,
  receiver text not null,
  bytes bigint not null default 0,
  line_count bigint not null default 0,
  blank_count bigint not null default 0,
  rejected_count bigint not null default 0,
  key_count bigint not null default 0,
  error text,
  created_at timestamptz not null default now(),
  applied_at timestamptz
);
