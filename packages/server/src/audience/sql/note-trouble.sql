update kindred.uploads set error = $2 where id = $1 and state = 'applying'
