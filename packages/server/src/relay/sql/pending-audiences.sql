-- Audiences at a platform with something to do there: uploads that were accepted, one that is not made yet, one that was
-- deleted here. Nothing is asked of an account that is paused, or before the time that the platform gave.
select a.id
from kindred.audiences a
left join kindred.connections c on c.ad_account_id = a.ad_account_id
where a.is_relayed and ($1::int is null or a.ad_account_id = $1) and (
  a.deleted_at is null and c.state = 'connected' and coalesce(c.wait_until, now()) <= now() and (
    exists (
      select from kindred.uploads u where u.audience_id = a.id and u.state = any(array['staged', 'applying'])
    )
    or (a.lookalike_state = 'building' and a.remote_id is null)
    or exists (
      select from kindred.relays r where r.audience_id = a.id and r.state = 'parked'
    )
  )
  or a.deleted_at is not null and (
    exists (select from kindred.relays r where r.audience_id = a.id and r.state <> 'ended')
    or a.sealed_roster_key is not null
    or (c.state = 'connected' and not a.remote_gone and (a.remote_id is not null or a.remote_begun is not null))
  )
)
