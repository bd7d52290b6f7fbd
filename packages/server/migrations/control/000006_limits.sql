-- rate_limit_tier: null for that of the installation.
alter table kindred.ad_accounts
  add column rate_limit_tier text check (rate_limit_tier in ('unlimited', 'development_access', 'standard_access'));

-- What calls of the Graph API have spent, by app and ad account (0: by the app itself), for as long as budgets roll.
-- slot_ms: when the piece of time began, in milliseconds since 1970 by the clock of the node. points: of the score of
-- the ad account. All nodes add to the same rows.
create table kindred.usage (
  app_id text not null,
  ad_account_id int not null,
  slot_ms bigint not null,
  calls bigint not null,
  points bigint not null,
  cpu_ms double precision not null,
  time_ms double precision not null,
  primary key (app_id, ad_account_id, slot_ms)
);
create index usage_by_age on kindred.usage (slot_ms);
