update kindred.audiences set deleted_at = now(), updated_at = now()
where id = $1 and deleted_at is null
returning id
