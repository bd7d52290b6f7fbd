-- A platform may count for hours whom an upload has brought, and others bring people, too. So what is parked is tried
-- again when it has waited as long again as it has waited since people were brought, from seconds up to six hours.
with parked as (
  select r.id, max(b.sent_at) as tried_at,
    greatest(max(u.applied_at), (
      select max(o.applied_at) from kindred.uploads o
      where o.audience_id = $1 and o.state = 'applied' and o.operation <> 'remove'
    )) as grown_at
  from kindred.relays r
  join kindred.uploads u on u.id = r.upload_id
  join kindred.relay_batches b on b.relay_id = r.id
  where r.audience_id = $1 and r.state = 'parked' and b.state = 'parked'
  group by r.id
),
due as (
  select id, tried_at + least(greatest(tried_at - grown_at, interval '5 seconds'), interval '6 hours') as due_at
  from parked
),
unparked as (
  update kindred.relay_batches b set state = 'waiting', said = null
  from due d
  where b.relay_id = d.id and b.state = 'parked' and d.due_at <= now()
)
select min(due_at) filter (where due_at > now()) as next_at from due
