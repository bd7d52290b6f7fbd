insert into kindred.apps (name, sealed_secret, require_proof, strict)
values ($1, decode($2, 'base64'), $3, $4::text[])
returning id::text as id, name, require_proof, strict, created_at, encode(sealed_secret, 'base64') as sealed_secret
