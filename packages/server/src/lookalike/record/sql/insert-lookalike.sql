insert into kindred.lookalikes (audience_id, origin_id, spec, fingerprint) values ($1, $2, $3, $4)
