-- Audiences of one ad account older than $2, or newer than $3, both by Graph id. The nearest come first.
select * from kindred.audiences
where ad_account_id = $1 and deleted_at is null
  and ($2::text is null or id < (select id from kindred.audiences where graph_id = $2))
  and ($3::text is null or id > (select id from kindred.audiences where graph_id = $3))
order by case when $3::text is null then -id else id end
limit $4
