update kindred.relays
set sliced = sliced + 1, duplicates = duplicates + $3, suppressed = suppressed + $4
where id = $1 and state = 'staged' and sliced = $2
returning id
