update kindred.apps set deleted_at = now(), sealed_secret = null
where id = $1::bigint and deleted_at is null
returning id
