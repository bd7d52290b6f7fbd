-- Once: what an earlier mirror brought lies under it.
update kindred.audiences
set sealed_roster_key = coalesce(sealed_roster_key, decode($2, 'base64'))
where id = $1 and deleted_at is null
returning encode(sealed_roster_key, 'base64') as sealed_roster_key
