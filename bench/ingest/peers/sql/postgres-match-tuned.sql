-- Measured for 500 000 lines: this check takes 0.3 s in the C locale, `{64}` in the pattern 3.5 s. Sorting by
-- person makes the primary key grow at its end.
insert into memberships
select 1, person
from identity_keys
join (
  select distinct md5('0123456789abcdef' || line)::uuid as key
  from uploaded
  where octet_length(line) = 64 and line ~ '^[0-9a-f]*$') as keys using (key)
order by person
on conflict do nothing
