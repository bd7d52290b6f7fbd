select * from kindred.encodings
where population_version = $1 and digest = $2 and state = 'ready'
order by id desc limit 1
