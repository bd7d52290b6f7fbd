-- From here on the file counts: the caller may be answered.
update kindred.people_imports
set state = 'staged', staged_at = clock_timestamp(), bytes = $2, lines = $3, blank = $4, accepted = $5,
  rejected_rows = $6::json, rejected_identifiers = $7::json, samples = $8::json
where id = $1 and state = 'receiving'
returning id
