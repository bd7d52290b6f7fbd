-- A new token takes the place of the old one, and opens an account that was paused because of it.
insert into kindred.connections (ad_account_id, sealed_token, sealed_app_secret, api_version, graph_url)
values ($1, decode($2, 'base64'), decode($3, 'base64'), $4, $5)
on conflict (ad_account_id) do update
set sealed_token = excluded.sealed_token,
  sealed_app_secret = coalesce(excluded.sealed_app_secret, kindred.connections.sealed_app_secret),
  api_version = excluded.api_version, graph_url = excluded.graph_url,
  state = 'connected', why = null, said = null, link = null, wait_until = null, pace = null,
  connected_at = now(), changed_at = now()
