-- Files that were accepted and are not applied, how long the oldest has waited, and how many have had trouble.
select 'uploads' as what, count(*)::int as waiting, count(*) filter (where attempts > 0)::int as troubled,
  coalesce(extract(epoch from now() - min(staged_at)), 0)::float8 as seconds
from kindred.uploads where state in ('staged', 'applying')
union all
select 'imports', count(*)::int, count(*) filter (where attempts > 1)::int,
  coalesce(extract(epoch from now() - min(created_at)), 0)::float8
from kindred.people_imports where state in ('staged', 'applying')
union all
select 'opt-outs', count(*)::int, 0, coalesce(extract(epoch from now() - min(created_at)), 0)::float8
from kindred.opt_outs where state = 'guarding'
