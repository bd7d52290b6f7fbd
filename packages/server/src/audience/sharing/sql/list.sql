select s.ad_account_id, c.graph_id, c.name, s.permissions
from kindred.audience_shares s
join kindred.ad_accounts c on c.id = s.ad_account_id
where s.audience_id = $1 and ($2::text is null or s.permissions = $2)
  and ($3::text is null or c.graph_id::numeric > $3::numeric)
order by c.graph_id::numeric
limit $4
