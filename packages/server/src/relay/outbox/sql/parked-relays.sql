-- Removals of which some had to wait until the audience has grown, and may be tried again now; the oldest first. Those of
-- which nothing waits any more are among them: a process ended between the last verdict and the end of the relay.
select r.id, r.ad_account_id, r.audience_id, r.upload_id, r.opt_out_id, r.state, r.schema_names, r.is_single_key,
  encode(r.sealed_key, 'base64') as sealed_key, r.gate, r.sessions_begun, r.created_at,
  u.operation, u.segment, u.good_rows, u.user_type, u.schema_names is not null as has_header, u.attempts
from kindred.relays r
join kindred.uploads u on u.id = r.upload_id
where r.audience_id = $1 and r.state = 'parked'
  and (
    exists (
      select from kindred.relay_batches b
      where b.relay_id = r.id and b.state = any(array['waiting', 'sending', 'unclear'])
    )
    or not exists (select from kindred.relay_batches b where b.relay_id = r.id and b.state = 'parked')
  )
order by r.id
