delete from kindred.idempotency_keys where created_at < now() - make_interval(hours => $1)
