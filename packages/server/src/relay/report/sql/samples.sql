-- The first rows that the platform named, of each relay.
select relay_id, line, reason
from (
  select relay_id, line, reason, row_number() over (partition by relay_id order by line nulls last) as place,
    count(*) over (partition by relay_id) as named
  from kindred.relay_samples where relay_id = any($1::bigint[])
) s
where place <= $2
order by relay_id, line nulls last
