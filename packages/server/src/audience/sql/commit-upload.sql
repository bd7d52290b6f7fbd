with applied_upload as (
  update kindred.uploads set state = 'applied', applied_at = now(), error = null
  where id = $1 and state = 'applying'
  returning audience_id, good_rows
)
update kindred.audiences a
set applied = a.applied + 1, good_rows = a.good_rows + u.good_rows,
  last_rejected_percent = $2, last_matched_percent = $3
from applied_upload u
where a.id = u.audience_id
