-- An opt-out that was never answered is sent again by who sent it.
with batches as (
  update kindred.relay_batches set sealed_key = null
  where relay_id in (select id from kindred.relays where opt_out_id = $1)
)
update kindred.relays set state = 'ended', sealed_key = null, ended_at = now() where opt_out_id = $1 returning id
