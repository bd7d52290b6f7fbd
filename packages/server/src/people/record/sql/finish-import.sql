update kindred.people_imports
set state = 'applied', applied_at = clock_timestamp(), ended_at = clock_timestamp()
where id = $1 and state = 'applying'
