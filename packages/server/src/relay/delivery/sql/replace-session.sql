-- The session of a replace that has begun, and when it did.
select session_id, min(sent_at) as begun_at
from kindred.relay_batches
where relay_id = $1 and session_id is not null
  and session_id = (
    select session_id from kindred.relay_batches where relay_id = $1 and seq = 1 and state = 'acknowledged'
  )
group by session_id
