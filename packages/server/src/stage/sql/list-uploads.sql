select u.*, exists (select from kindred.audiences a where a.id = u.audience_id and a.is_relayed) as is_relayed
/*uploads_of*/
order by u.id desc
limit $3 offset $4
