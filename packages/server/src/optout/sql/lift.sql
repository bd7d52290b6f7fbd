update kindred.opt_outs
set state = 'applied', applied_at = now(), bytes = $2, line_count = $3, blank_count = $4, rejected_count = $5,
  key_count = $6, found_count = $7, people_count = $8, people_out_count = $9
where id = $1
returning *
