select * from kindred.lookalike_models
where origin_id = $1 and country = $2 and options = $3::jsonb and encoding = $4 and origin_run = $5 and code_version = $6
  and state = 'scored'
order by id desc limit 1
