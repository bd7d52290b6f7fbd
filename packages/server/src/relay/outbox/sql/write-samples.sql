insert into kindred.relay_samples (relay_id, line, reason)
select $1, nullif(s.line, 0), s.reason from unnest($2::bigint[], $3::text[]) as s (line, reason)
