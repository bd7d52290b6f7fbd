select kindred.gathering_of($1, $2, $3, $4) as id
