select 1 as found from kindred.audiences where id = $1 and is_relayed
