-- Audiences of an account whose status was read too long ago; those that are asked for come first.
select id, remote_id from kindred.audiences
where ad_account_id = $1 and is_relayed and remote_id is not null and deleted_at is null and not remote_gone
  and (remote_read_at is null or remote_read_at < now() - make_interval(secs => $2))
order by id = any($3::int[]) desc, remote_read_at nulls first
limit $4
