with forgotten as (
  update kindred.batches set rows = null, landed = null
  where (rows is not null or landed is not null) and upload_id in (select id from kindred.uploads where audience_id = $1)
)
update kindred.uploads
set state = 'failed', error = 'The custom audience was deleted before the upload was applied.'
where audience_id = $1 and state in ('gathering', 'staged', 'applying')
returning segment
