update kindred.relays set sessions_begun = sessions_begun + 1 where id = $1 returning sessions_begun
