-- Models from which no living lookalike was cut last. Those of the last hour may be about to be used, and those that are
-- being trained for longer were left by a process that died.
select id from kindred.lookalike_models m
where state <> 'dropped' and created_at < now() - interval '1 hour'
  and not exists (
    select from kindred.lookalikes l join kindred.audiences a on a.id = l.audience_id
    where a.deleted_at is null and m.id = any(l.models)
  )
