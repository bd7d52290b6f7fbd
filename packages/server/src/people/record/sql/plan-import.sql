-- The changes are worked out and stored: whatever happens from here on, they will be written.
update kindred.people_imports
set planned_at = clock_timestamp(), people_seen = $2, people_added = $3, people_updated = $4,
  keys_added = $5, keys_removed = $6
where id = $1 and planned_at is null
