insert into kindred.runs (audience_id) values ($1) returning id
