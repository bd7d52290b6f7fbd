-- The record of a file that was only asked about. It takes no place in the order of its audience.
update kindred.uploads
set state = 'planned', operation = $2, bytes = $3, good_rows = $4, schema_names = $5, staged_at = now()
where id = $1 and state = 'receiving'
returning id
