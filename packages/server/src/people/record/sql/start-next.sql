-- The oldest file that waits, or the one that a crash left half applied, gets its version at the first attempt.
update kindred.people_imports
set state = 'applying',
  version = coalesce(version, nextval('kindred.population_versions')),
  attempts = attempts + 1,
  apply_started_at = coalesce(apply_started_at, clock_timestamp())
where id = (
  select id from kindred.people_imports
  where state in ('staged', 'applying')
  order by (version is null), version, staged_at, id
  limit 1
)
returning id, version, kinds, attempts, planned_at is not null as is_planned
