update kindred.uploads set attempts = attempts + 1, error = $2 where id = $1 and state = 'applying' returning attempts
