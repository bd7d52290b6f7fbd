-- Sequences that belong to no column, and functions, by name.
select text
from (
  select 1 as part, c.relname as name, format('create sequence kindred.%I', c.relname) as text
  from pg_class c
  where c.relnamespace = 'kindred'::regnamespace and c.relkind = 'S'
    and not exists (
      select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i')
    )
  union all
  select 2, p.proname, pg_get_functiondef(p.oid)
  from pg_proc p
  where p.pronamespace = 'kindred'::regnamespace
) as found
order by part, name
