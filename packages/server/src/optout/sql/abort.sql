update kindred.opt_outs set state = 'aborted', error = $2, bytes = $3 where id = $1 and state = 'receiving'
