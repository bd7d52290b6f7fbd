-- The upload takes the next place in the order of its audience, and counts from here on. What gathered before it is
-- complete: it was accepted earlier, so it is applied earlier.
with place as (
  update kindred.audiences
  set accepted = accepted + 1, updated_at = now()
  where id = $2 and deleted_at is null
  returning accepted
), closed as (
  update kindred.uploads set state = 'staged', staged_at = now()
  where audience_id = $2 and state = 'gathering' and operation <> 'replace'
)
update kindred.uploads
set state = 'staged', audience_id = $2, place = (select accepted from place), bytes = $3, good_rows = $4, schema_names = $5,
  staged_at = now()
where id = $1 and state = 'receiving' and exists (select from place)
returning place
