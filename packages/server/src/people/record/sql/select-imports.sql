select * from kindred.people_imports order by id desc limit $1 offset $2
