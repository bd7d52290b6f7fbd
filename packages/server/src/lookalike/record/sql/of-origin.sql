select a.graph_id from kindred.lookalikes l join kindred.audiences a on a.id = l.audience_id
where l.origin_id = $1 and a.deleted_at is null
order by a.id
