-- A token of a deleted app is none any more, whether or not it was revoked with it.
select t.id, t.role, coalesce(array_agg(a.ad_account_id) filter (where a.ad_account_id is not null), '{}') as accounts,
  p.id::text as app_id, p.name as app_name, p.require_proof, p.strict, p.created_at as app_created_at,
  encode(p.sealed_secret, 'base64') as sealed_secret
from kindred.tokens t
left join kindred.apps p on p.id = t.app_id and p.deleted_at is null
left join kindred.token_accounts a on a.token_id = t.id
where t.token_hmac = $1 and t.revoked_at is null and (t.app_id is null or p.id is not null)
group by t.id, p.id
