update kindred.relay_batches b set state = 'waiting', said = null
from kindred.relays r
where r.id = b.relay_id and r.audience_id = $1 and r.state = 'parked' and b.state = 'parked'
