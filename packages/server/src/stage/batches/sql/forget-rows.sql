-- Gives the files that are read for the last time.
with forgotten as (
  select id, landed from kindred.batches
  where upload_id = $1 and (rows is not null or landed is not null)
  for update
), gone as (
  update kindred.batches set rows = null, landed = null where id in (select id from forgotten)
)
select landed from forgotten where landed is not null
