select id from kindred.runs where audience_id = $1 and state = 'abandoned'
