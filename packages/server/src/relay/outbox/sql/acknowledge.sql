-- The verdict. Of a replace the keys are kept until all of it has arrived, because it may have to begin anew.
update kindred.relay_batches
set state = 'acknowledged', sealed_key = case when operation = 'replace' then sealed_key end, invalid = $3, unnamed = $4,
  total_received = $5, total_invalid = $6, withheld = $7, said = null, ended_at = now()
where relay_id = $1 and seq = $2 and state = any(array['sending', 'unclear'])
