select * from kindred.encodings where id = $1
