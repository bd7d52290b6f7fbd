select id, segment from kindred.opt_outs
where state = 'receiving'
  and receiver not in (select id from kindred.nodes where seen_at > now() - interval '60 seconds')
