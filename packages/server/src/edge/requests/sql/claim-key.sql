-- Takes the key, unless a living process has it or an answer was given under it. A taken key comes back.
insert into kindred.idempotency_keys (token_id, key, fingerprint, receiver)
values ($1, $2, '', $3)
on conflict (token_id, key) do update
set receiver = excluded.receiver, created_at = now()
where idempotency_keys.status is null
  and idempotency_keys.receiver not in
    (select id from kindred.nodes where seen_at > now() - interval '60 seconds')
returning key
