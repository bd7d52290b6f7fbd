with failed as (
  update kindred.uploads set state = 'failed', error = $2
  where id = $1 and state = any(array['staged', 'applying'])
  returning audience_id, operation
)
update kindred.audiences a
set applied = applied + 1, replace_failed = replace_failed or f.operation = 'replace'
from failed f where a.id = f.audience_id
