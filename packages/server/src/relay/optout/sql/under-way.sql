-- Whether a batch is under way that was begun before the keys of an opt-out were up: it may hold people of it, so it is
-- waited for. Those that are begun later leave them out.
with relay as (
  update kindred.relays set barrier = coalesce(barrier, now()) where id = $1 returning ad_account_id, barrier
)
select 1 as found
from relay, kindred.relays r
join kindred.relay_batches b on b.relay_id = r.id
where r.ad_account_id = relay.ad_account_id and r.upload_id is not null and r.state <> 'ended'
  and b.state = any(array['sending', 'unclear']) and b.sent_at <= relay.barrier
limit 1
