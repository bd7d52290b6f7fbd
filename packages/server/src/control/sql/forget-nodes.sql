-- Nodes of earlier starts. On the embedded store there can be no other living one.
delete from kindred.nodes where id <> $1 and ($2 or seen_at < now() - interval '1 day')
