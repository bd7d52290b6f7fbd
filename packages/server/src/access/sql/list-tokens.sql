select t.id, t.name, t.role, t.app_id::text as app_id, t.created_at, t.revoked_at,
  coalesce(array_agg(a.ad_account_id order by a.ad_account_id) filter (where a.ad_account_id is not null), '{}') as accounts
from kindred.tokens t
left join kindred.token_accounts a on a.token_id = t.id
group by t.id
order by t.id
