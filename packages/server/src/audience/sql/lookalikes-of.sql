-- Living lookalikes of an audience. The audience is locked, so that none is begun while it is deleted.
select a.id
from kindred.audiences o
join kindred.lookalikes l on l.origin_id = o.id
join kindred.audiences a on a.id = l.audience_id and a.deleted_at is null
where o.id = $1
limit 1
for update of o
