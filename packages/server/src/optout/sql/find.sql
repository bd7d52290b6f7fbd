select * from kindred.opt_outs where id = $1
