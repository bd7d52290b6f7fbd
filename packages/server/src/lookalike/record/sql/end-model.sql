update kindred.lookalike_models
set state = 'scored', seeds = $2, background = $3, people = $4, quality = $5, seconds = $6, scored_at = now()
where id = $1
returning *
