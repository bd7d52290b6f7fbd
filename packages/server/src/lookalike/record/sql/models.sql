select * from kindred.lookalike_models where id = any($1::bigint[]) order by country
