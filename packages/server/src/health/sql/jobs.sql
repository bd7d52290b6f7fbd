-- Jobs by their state, and for how long the oldest that could begin has not.
select count(*) filter (where state < 'active')::int as waiting,
  count(*) filter (where state = 'active')::int as active,
  count(*) filter (where state = 'failed' and completed_on > now() - interval '1 day')::int as failed,
  coalesce(extract(epoch from now() - min(start_after) filter (where state < 'active')), 0)::float8 as seconds
from kindred_jobs.job
