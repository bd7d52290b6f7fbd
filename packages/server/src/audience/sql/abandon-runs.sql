update kindred.runs set state = 'abandoned' where audience_id = $1 and state = 'open'
