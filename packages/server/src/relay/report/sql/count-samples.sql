select relay_id, count(*)::bigint as named from kindred.relay_samples where relay_id = any($1::bigint[]) group by relay_id
