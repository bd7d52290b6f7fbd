update kindred.uploads set state = 'applying', attempts = attempts + 1 where id = $1
