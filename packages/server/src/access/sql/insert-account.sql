insert into kindred.ad_accounts (name, graph_id, platform) values ($1, coalesce($2, kindred.next_graph_id()), $3)
on conflict (graph_id) do nothing
returning id, name, graph_id, platform, rate_limit_tier
