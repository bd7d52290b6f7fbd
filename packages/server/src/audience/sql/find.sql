-- By the local id or by the Graph id, which never meet: Graph ids have 15 digits.
select * from kindred.audiences
where (graph_id = $1 or id::text = $1) and deleted_at is null
  and ($2::int[] is null or ad_account_id = any($2::int[]))
