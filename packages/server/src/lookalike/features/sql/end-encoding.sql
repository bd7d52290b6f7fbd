update kindred.encodings
set state = 'ready', people = $2, people_by_country = $3, plan = $4, ready_at = now()
where id = $1
returning *
