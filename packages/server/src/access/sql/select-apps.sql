select id::text as id, name, require_proof, strict, created_at, encode(sealed_secret, 'base64') as sealed_secret
from kindred.apps
where deleted_at is null and ($1::bigint is null or id = $1::bigint)
order by created_at, id
