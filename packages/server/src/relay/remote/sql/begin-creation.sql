-- Written before it is asked for, so that one whose answer was lost is looked for and not made twice.
update kindred.audiences set remote_begun = now() where id = $1 and remote_id is null and deleted_at is null returning id
