insert into kindred.people_imports (receiver, file_name, hashed, phone_country, bytes_expected)
values ($1, $2, $3, $4, $5)
returning id
