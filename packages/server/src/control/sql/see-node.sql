insert into kindred.nodes (id) values ($1) on conflict (id) do update set seen_at = now()
