update kindred.lookalikes set refresh_at = now() + interval '5 seconds' where audience_id = $1
