update kindred.audiences set lookalike_state = 'building' where id = $1
