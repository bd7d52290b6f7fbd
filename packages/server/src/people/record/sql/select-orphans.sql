-- Imports whose receiver is gone: nobody will ever finish them.
select id from kindred.people_imports
where state = 'receiving'
  and receiver not in (select id from kindred.nodes where seen_at > now() - interval '60 seconds')
