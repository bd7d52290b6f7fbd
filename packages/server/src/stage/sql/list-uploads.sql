select u.*
from kindred.uploads u
where u.audience_id = $1
order by u.id desc
limit $2 offset $3
