select value from kindred.settings where name = $1
