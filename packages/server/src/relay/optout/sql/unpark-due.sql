-- What a platform did not take because an audience is too small is tried again when it has waited as long again as before,
-- from seconds up to six hours.
with parked as (
  select r.id, r.created_at, max(b.sent_at) as tried_at
  from kindred.relays r
  join kindred.relay_batches b on b.relay_id = r.id
  where r.ad_account_id = $1 and r.opt_out_id is not null and r.state = 'parked' and b.state = 'parked'
  group by r.id
),
due as (
  select id, tried_at + least(greatest(tried_at - created_at, interval '5 seconds'), interval '6 hours') as due_at
  from parked
),
unparked as (
  update kindred.relay_batches b set state = 'waiting', said = null
  from due d
  where b.relay_id = d.id and b.state = 'parked' and d.due_at <= now()
)
select min(due_at) filter (where due_at > now()) as next_at from due
