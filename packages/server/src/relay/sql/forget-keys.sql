-- Of a deleted audience: nothing of what lies in the column store can be opened after this.
with batches as (
  update kindred.relay_batches set sealed_key = null, state = 'set_aside', said = 'The custom audience was deleted.'
  where sealed_key is not null and relay_id in (select id from kindred.relays where audience_id = $1)
),
relays as (
  update kindred.relays set sealed_key = null where audience_id = $1 and sealed_key is not null
)
update kindred.audiences set sealed_roster_key = null where id = $1
