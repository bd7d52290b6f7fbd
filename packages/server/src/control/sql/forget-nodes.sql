-- Nodes of earlier starts. On the embedded store there can be no other living one; on a shared one the node
-- that had this data directory before is known to be gone.
delete from kindred.nodes where id <> $1 and ($2 or id = $3 or seen_at < now() - interval '1 day')
