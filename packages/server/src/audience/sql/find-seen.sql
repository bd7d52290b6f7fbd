-- By the Graph id, for who owns the audience or has it shared. Of several accounts that it is shared with, the one
-- that may do most counts.
select a.*, s.id as share_id, s.ad_account_id as share_account_id, s.permissions as share_permissions
from kindred.audiences a
left join lateral (
  select id, ad_account_id, permissions from kindred.audience_shares
  where audience_id = a.id and ad_account_id = any($2::int[]) and a.ad_account_id <> all($2::int[])
  order by permissions desc, id
  limit 1
) s on true
where a.graph_id = $1 and a.deleted_at is null
  and ($2::int[] is null or a.ad_account_id = any($2::int[]) or s.id is not null)
