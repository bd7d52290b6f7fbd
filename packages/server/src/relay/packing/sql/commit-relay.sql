-- With this the staged values of the upload cannot be read any more.
update kindred.relays
set state = 'sending', packed_at = now(), sealed_key = null, gate = $2, unchanged = $3
where id = $1 and state = 'staged'
returning id
