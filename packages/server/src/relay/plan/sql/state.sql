-- is_waiting: files that were accepted before, or a part of one, are not there yet.
select keys_epoch, exists (
    select from kindred.uploads u where u.audience_id = a.id and u.state = any(array['staged', 'applying'])
  ) or exists (
    select from kindred.relays r where r.audience_id = a.id and r.state = 'parked'
  ) as is_waiting
from kindred.audiences a
where a.id = $1 and a.deleted_at is null
