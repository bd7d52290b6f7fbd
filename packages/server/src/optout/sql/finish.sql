update kindred.opt_outs set state = 'applied', applied_at = now() where id = $1 and state = 'guarding'
