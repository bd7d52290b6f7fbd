-- A platform may count for hours whom an upload has brought, and others bring people, too.
select r.id, max(b.sent_at) as tried_at,
  greatest(max(u.applied_at), (
    select max(o.applied_at) from kindred.uploads o
    where o.audience_id = $1 and o.state = 'applied' and o.operation <> 'remove'
  )) as since_at
from kindred.relays r
join kindred.uploads u on u.id = r.upload_id
join kindred.relay_batches b on b.relay_id = r.id
where r.audience_id = $1 and r.state = 'parked' and b.state = 'parked'
group by r.id
