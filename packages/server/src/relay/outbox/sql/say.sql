update kindred.relays set said = $2 where id = $1
