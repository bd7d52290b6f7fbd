select t.id, t.role, coalesce(array_agg(a.ad_account_id) filter (where a.ad_account_id is not null), '{}') as accounts
from kindred.tokens t
left join kindred.token_accounts a on a.token_id = t.id
where t.token_hmac = $1 and t.revoked_at is null
group by t.id
