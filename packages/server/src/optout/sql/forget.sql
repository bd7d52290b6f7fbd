delete from kindred.opt_outs where id = $1 and operation = 'check'
