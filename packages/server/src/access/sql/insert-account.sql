insert into kindred.ad_accounts (name, graph_id) values ($1, coalesce($2, kindred.next_graph_id()))
on conflict (graph_id) do nothing
returning id, name, graph_id, rate_limit_tier
