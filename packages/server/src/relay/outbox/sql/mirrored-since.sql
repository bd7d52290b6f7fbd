select 1 as found
from kindred.relays r
join kindred.uploads u on u.id = r.upload_id
where r.audience_id = $1 and r.id > $2 and u.operation = 'mirror' and u.state = 'applied'
limit 1
