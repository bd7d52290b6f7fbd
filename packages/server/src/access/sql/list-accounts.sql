select id, name, graph_id, platform, rate_limit_tier from kindred.ad_accounts
where $1::int[] is null or id = any($1::int[])
order by id
