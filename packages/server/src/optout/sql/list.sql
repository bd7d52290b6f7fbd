select * from kindred.opt_outs where operation <> 'check' order by id desc limit $1 offset $2
