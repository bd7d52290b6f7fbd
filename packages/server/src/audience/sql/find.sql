-- By the local id or by the one on the Graph API, which never meet: Graph ids have 15 digits. Of an audience at a platform
-- it is the platform's.
select * from kindred.audiences
where (id::text = $1 or case when is_relayed then remote_id else graph_id end = $1) and deleted_at is null
  and ($2::int[] is null or ad_account_id = any($2::int[]))
