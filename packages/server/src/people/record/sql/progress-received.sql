update kindred.people_imports set bytes = $2, lines = $3 where id = $1 and state = 'receiving'
