update kindred.uploads set segment = $2 where id = $1
