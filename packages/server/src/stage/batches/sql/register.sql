select place, outcome, total from kindred.register_batches($1::json)
