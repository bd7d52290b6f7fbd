-- Audiences that an ad account owns or has shared, older than $2, or newer than $3, both by Graph id. The nearest come
-- first.
select a.*, s.id as share_id, s.ad_account_id as share_account_id, s.permissions as share_permissions
from kindred.audiences a
left join kindred.audience_shares s on s.audience_id = a.id and s.ad_account_id = $1
where (a.ad_account_id = $1 or a.id in (select audience_id from kindred.audience_shares where ad_account_id = $1))
  and a.deleted_at is null
  and ($2::text is null or a.id < (select id from kindred.audiences where graph_id = $2))
  and ($3::text is null or a.id > (select id from kindred.audiences where graph_id = $3))
order by case when $3::text is null then -a.id else a.id end
limit $4
