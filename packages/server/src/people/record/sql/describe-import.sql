-- What the head of the file showed.
update kindred.people_imports set format = $2, mapping = $3::json, kinds = $4::json where id = $1
