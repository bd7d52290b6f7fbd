-- The batches of an opt-out that were taken, whole or but for people whose opt-outs were lifted; whether others have to
-- wait; and the audiences of the ad account.
select
  exists (select from kindred.relay_batches where relay_id = $2 and state = 'parked') as is_parked,
  (select coalesce(array_agg(seq order by seq), '{}') from kindred.relay_batches
    where relay_id = $2 and state = 'acknowledged' and withheld = 0) as whole,
  (select coalesce(array_agg(seq order by seq), '{}') from kindred.relay_batches
    where relay_id = $2 and state = 'acknowledged' and withheld > 0) as partly,
  (select coalesce(array_agg(id), '{}') from kindred.audiences where ad_account_id = $1 and is_relayed) as audiences
