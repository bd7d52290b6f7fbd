-- Opt-outs that are not brought to an ad account yet, the oldest first; of those that had to wait, what may be tried again,
-- or has a verdict by now: a process ended before it ended the relay.
select r.id, r.ad_account_id, r.audience_id, r.upload_id, r.opt_out_id, r.state, r.schema_names, r.is_single_key,
  encode(r.sealed_key, 'base64') as sealed_key, r.gate, r.sessions_begun
from kindred.relays r
join kindred.opt_outs o on o.id = r.opt_out_id and o.state = any(array['guarding', 'applied'])
where r.ad_account_id = $1 and r.opt_out_id is not null and (
    r.state = 'sending'
    or r.state = 'parked' and exists (
      select from kindred.relay_batches b
      where b.relay_id = r.id and b.state = any(array['waiting', 'sending', 'unclear'])
    )
    or r.state = 'parked' and not exists (
      select from kindred.relay_batches b where b.relay_id = r.id and b.state = 'parked'
    )
  )
order by r.id
