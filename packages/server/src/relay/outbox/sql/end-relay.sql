-- Whatever it still could be opened with is forgotten, but for what is parked.
with keys as (
  update kindred.relay_batches set sealed_key = null
  where relay_id = $1 and state = any(array['acknowledged', 'set_aside']) and sealed_key is not null
)
update kindred.relays
set state = $2, sealed_key = null, said = $3, ended_at = case when $2 = 'ended' then now() end
where id = $1
