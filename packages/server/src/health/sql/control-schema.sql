select coalesce(max(number), 0)::int as number from kindred.migrations
