-- Tried again after a minute, then ever more seldom, up to once a day; what it was built from before stays in use.
with seen as (
  update kindred.lookalikes
  set attempts = attempts + 1, error = $2,
    refresh_at = now() + least(interval '1 day', interval '1 minute' * power(4, least(attempts, 6)))
  where audience_id = $1
  returning audience_id, built_at
)
update kindred.audiences a
set lookalike_state = case when s.built_at is null then 'failed' else 'stale' end
from seen s where a.id = s.audience_id
