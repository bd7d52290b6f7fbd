select outcome, upload, segment, chunk from kindred.reserve_chunk($1, $2, $3, $4, $5)
