-- The gate is that of the first slice: what opted out later is looked for when a batch is sent.
update kindred.relays r
set gate = case when sliced = 0 then $2 else gate end
where id = $1 and state = 'staged'
returning sliced, gate, (
  select coalesce(max(b.seq), 0)::int from kindred.relay_batches b where b.relay_id = r.id
) as seq_max
