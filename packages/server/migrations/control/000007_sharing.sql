-- Audiences that ad accounts may see and use although they belong to others. The owner says so, and only the owner
-- changes them.
create table kindred.audience_shares (
  id bigint generated always as identity unique,
  audience_id int not null references kindred.audiences (id),
  ad_account_id int not null references kindred.ad_accounts (id),
  permissions text not null check (permissions in ('targeting', 'targeting_and_insights')),
  created_at timestamptz not null default now(),
  primary key (audience_id, ad_account_id)
);

create index audience_shares_of_account on kindred.audience_shares (ad_account_id, audience_id);
