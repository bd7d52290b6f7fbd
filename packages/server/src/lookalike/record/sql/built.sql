with seen as (
  update kindred.lookalikes
  set models = $2, built_at = now(), origin_members = $3, population_version = $4, drift = $5,
    attempts = 0, error = null, refresh_at = now() + interval '3 days'
  where audience_id = $1
  returning audience_id
)
update kindred.audiences set lookalike_state = 'ready' where id in (select audience_id from seen)
