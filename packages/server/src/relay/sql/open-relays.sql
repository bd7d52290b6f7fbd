select id from kindred.relays where audience_id = $1 and state <> 'ended'
