select * from kindred.opt_outs order by id desc limit $1 offset $2
