select id from kindred.audiences where id = $1 and deleted_at is null for update
