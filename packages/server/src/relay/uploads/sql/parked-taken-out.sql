-- Of removals of which a part has to wait, the batches that were taken.
select r.id, u.operation, array_agg(b.seq order by b.seq) as seqs
from kindred.relays r
join kindred.uploads u on u.id = r.upload_id
join kindred.relay_batches b on b.relay_id = r.id and b.operation = 'remove' and b.state = 'acknowledged'
where r.audience_id = $1 and r.state = 'parked'
group by r.id, u.operation
order by r.id
