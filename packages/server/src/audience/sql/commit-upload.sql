with applied as (
  update kindred.uploads set state = 'applied', applied_at = now(), error = null
  where id = $1 and state = 'applying'
  returning audience_id
)
update kindred.audiences
set applied = applied + 1, last_rejected_percent = $2, last_matched_percent = $3
where id = (select audience_id from applied)
