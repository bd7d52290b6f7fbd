insert into kindred.settings (name, value) values ('population_version', $1)
