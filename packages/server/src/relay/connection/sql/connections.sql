-- One connection, or all of them.
select c.ad_account_id, a.graph_id, a.name, encode(c.sealed_token, 'base64') as sealed_token,
  encode(c.sealed_app_secret, 'base64') as sealed_app_secret, c.api_version, c.graph_url, c.state, c.why, c.said, c.link,
  c.wait_until, c.pace, c.connected_at, c.changed_at
from kindred.connections c
join kindred.ad_accounts a on a.id = c.ad_account_id
where $1::int is null or c.ad_account_id = $1
order by c.ad_account_id
