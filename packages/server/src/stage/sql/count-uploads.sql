select count(*) as total from kindred.uploads where audience_id = $1
