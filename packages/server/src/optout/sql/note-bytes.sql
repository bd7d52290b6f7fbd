update kindred.opt_outs set bytes = greatest(bytes, $2) where id = $1 and state = 'receiving'
