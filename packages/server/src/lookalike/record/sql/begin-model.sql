insert into kindred.lookalike_models (origin_id, country, options, encoding, origin_run, code_version)
values ($1, $2, $3, $4, $5, $6)
returning id
