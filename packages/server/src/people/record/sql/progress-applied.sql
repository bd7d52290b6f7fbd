update kindred.people_imports set step = $2, slices = $3, slices_done = $4 where id = $1
