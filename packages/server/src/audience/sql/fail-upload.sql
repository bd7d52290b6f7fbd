with failed as (
  update kindred.uploads set state = 'failed', error = $2
  where id = $1 and state in ('staged', 'applying')
  returning audience_id
)
update kindred.audiences set applied = applied + 1 where id = (select audience_id from failed)
