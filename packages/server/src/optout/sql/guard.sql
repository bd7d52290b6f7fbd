update kindred.opt_outs
set state = 'guarding', bytes = $2, line_count = $3, blank_count = $4, rejected_count = $5, key_count = $6
where id = $1
returning *
