-- The batches of an opt-out that were taken, whether others have to wait, and the audiences of the ad account.
select
  exists (select from kindred.relay_batches where relay_id = $2 and state = 'parked') as is_parked,
  (select coalesce(array_agg(seq), '{}') from kindred.relay_batches where relay_id = $2 and state = 'acknowledged') as seqs,
  (select coalesce(array_agg(id), '{}') from kindred.audiences where ad_account_id = $1 and is_relayed) as audiences
