select id from kindred.opt_outs where state = 'guarding' order by id
