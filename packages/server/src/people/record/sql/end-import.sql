-- Ends an import that does not count: aborted or failed.
update kindred.people_imports
set state = $2, error = $3, ended_at = clock_timestamp(), bytes = greatest(bytes, $4)
where id = $1 and state in ('receiving', 'staged', 'applying')
