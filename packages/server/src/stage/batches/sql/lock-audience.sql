select id from kindred.audiences where id = $1 for update
