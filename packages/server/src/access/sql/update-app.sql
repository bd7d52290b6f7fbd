-- What is null stays as it is.
update kindred.apps
set name = coalesce($2, name), require_proof = coalesce($3::boolean, require_proof),
  strict = coalesce($4::text[], strict), sealed_secret = coalesce(decode($5, 'base64'), sealed_secret)
where id = $1::bigint and deleted_at is null
returning id::text as id, name, require_proof, strict, created_at, encode(sealed_secret, 'base64') as sealed_secret
