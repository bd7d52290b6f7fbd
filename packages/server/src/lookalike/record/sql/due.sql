-- Lookalikes that were never built, whose time has come, or whose seed or population has changed since: by a twentieth of
-- the seed, or by any import; then at most once an hour.
select l.audience_id
from kindred.lookalikes l
join kindred.audiences a on a.id = l.audience_id
join kindred.audiences o on o.id = l.origin_id
where a.deleted_at is null and not a.is_relayed and l.refresh_at is not null and (
  l.refresh_at <= now()
  or (l.built_at < now() - interval '1 hour' and o.deleted_at is null and (
    l.population_version < $1
    or abs(o.member_count - l.origin_members) * 20 > l.origin_members
  ))
)
