-- The batches of an opt-out that were taken, and the audiences of the ad account.
select
  (select coalesce(array_agg(seq), '{}') from kindred.relay_batches where relay_id = $2 and state = 'acknowledged') as seqs,
  (select coalesce(array_agg(id), '{}') from kindred.audiences where ad_account_id = $1 and is_relayed) as audiences
