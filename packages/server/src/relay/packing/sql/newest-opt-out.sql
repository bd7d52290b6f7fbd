select coalesce(max(id), 0)::bigint as gate from kindred.opt_outs where state in ('guarding', 'applied')
