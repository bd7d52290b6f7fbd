select r.id, max(b.sent_at) as tried_at, r.created_at as since_at
from kindred.relays r
join kindred.relay_batches b on b.relay_id = r.id
where r.ad_account_id = $1 and r.opt_out_id is not null and r.state = 'parked' and b.state = 'parked'
group by r.id
