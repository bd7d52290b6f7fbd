update kindred.runs set state = 'committed' where id = $1 and state = 'open' returning id
