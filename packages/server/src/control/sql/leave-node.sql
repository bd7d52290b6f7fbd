delete from kindred.nodes where id = $1
