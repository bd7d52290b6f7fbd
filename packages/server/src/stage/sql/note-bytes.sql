update kindred.uploads set bytes = greatest(bytes, $2) where id = $1 and state = 'receiving'
