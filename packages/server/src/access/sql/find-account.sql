-- The Graph id comes first: it is what the documentation asks for; the local id is the convenience.
select id, name, graph_id, platform, rate_limit_tier from kindred.ad_accounts
where (graph_id = $1 or id::text = $1) and ($2::int[] is null or id = any($2::int[]))
order by (graph_id = $1) desc
limit 1
