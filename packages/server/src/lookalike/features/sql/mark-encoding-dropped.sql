update kindred.encodings set state = 'dropped' where id = $1
