-- Where people of an ad account may be: its audiences, and what is on its way to them.
select
  (select coalesce(array_agg(id), '{}') from kindred.audiences where ad_account_id = $1 and is_relayed) as audiences,
  (select coalesce(array_agg(id), '{}') from kindred.relays
    where ad_account_id = $1 and upload_id is not null and state <> 'ended') as relays
