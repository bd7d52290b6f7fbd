with closed as (
  update kindred.uploads set state = 'staged', staged_at = now()
  where audience_id = $1 and state = 'gathering' and operation <> 'replace' and $2 <> 'replace'
), placed as (
  update kindred.audiences
  set accepted = accepted + case when $2 = 'replace' then 0 else 1 end, updated_at = now()
  where id = $1
  returning accepted, ad_account_id
)
insert into kindred.uploads (audience_id, ad_account_id, operation, state, place, segment, receiver, session, kind_code)
select $1, ad_account_id, $2, 'gathering', case when $2 = 'replace' then null else accepted end,
  nextval('kindred.segments'), 'graph', $3, $4
from placed
returning id, segment
