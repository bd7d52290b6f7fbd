update kindred.lookalike_models set state = 'dropped' where id = $1
