select count(*) filter (where seen_at > now() - interval '60 seconds')::int as alive, count(*)::int as known from kindred.nodes
