-- The replace is complete, or its time is up: what arrived takes its place in the order of the audience.
with ended as (
  update kindred.upload_sessions set ended_at = now(), timed_out = $2
  where id = $1 and ended_at is null
  returning audience_id
), audience as (
  update kindred.audiences
  set replace_session = null, replace_failed = $2, accepted = accepted + 1, updated_at = now()
  where id = (select audience_id from ended) and replace_session = $1
  returning id, accepted
)
update kindred.uploads u
set state = 'staged', place = audience.accepted, staged_at = now()
from audience
where u.session = $1 and u.state = 'gathering'
returning u.audience_id
