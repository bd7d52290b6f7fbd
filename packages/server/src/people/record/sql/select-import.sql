select * from kindred.people_imports where id = $1
