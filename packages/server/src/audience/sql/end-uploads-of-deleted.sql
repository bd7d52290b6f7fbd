update kindred.uploads
set state = 'failed', error = 'The custom audience was deleted before the upload was applied.'
where audience_id = $1 and state in ('staged', 'applying')
returning segment
