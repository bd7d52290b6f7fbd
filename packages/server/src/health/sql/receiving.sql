-- Files that are being received, and how many of them by a process that is gone.
select count(*)::int as receiving,
  count(*) filter (where receiver not in (select id from kindred.nodes where seen_at > now() - interval '60 seconds'))::int as orphans
from kindred.uploads where state = 'receiving'
