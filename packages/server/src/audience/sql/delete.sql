update kindred.audiences set deleted_at = now(), updated_at = now() where id = $1
