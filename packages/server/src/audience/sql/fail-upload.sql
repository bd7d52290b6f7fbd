-- A replace that cannot be applied leaves the audience as it was, and the audience says so.
with failed as (
  update kindred.uploads set state = 'failed', error = $2
  where id = $1 and state in ('staged', 'applying')
  returning audience_id, operation = 'replace' and session is not null as is_replace
)
update kindred.audiences a set applied = applied + 1, replace_failed = replace_failed or failed.is_replace
from failed where a.id = failed.audience_id
