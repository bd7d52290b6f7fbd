-- What is parked is tried again when it has waited as long again as it has waited since it could first succeed, from
-- seconds up to six hours.
with parked as (
  /*parked*/
),
due as (
  select id, tried_at + least(greatest(tried_at - since_at, interval '5 seconds'), interval '6 hours') as due_at
  from parked
),
unparked as (
  update kindred.relay_batches b set state = 'waiting', said = null
  from due d
  where b.relay_id = d.id and b.state = 'parked' and d.due_at <= now()
)
select min(due_at) filter (where due_at > now()) as next_at from due
