update kindred.relays set state = 'ended', ended_at = now() where audience_id = $1 and state <> 'ended'
