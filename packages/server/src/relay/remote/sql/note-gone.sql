update kindred.audiences set remote_gone = true where id = $1
