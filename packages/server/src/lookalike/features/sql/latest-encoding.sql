select * from kindred.encodings where state = 'ready' order by id desc limit 1
