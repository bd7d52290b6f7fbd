insert into kindred.settings (name, value) values ('population_version', $1)
on conflict (name) do update set value = excluded.value
