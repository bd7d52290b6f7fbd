-- Living lookalikes of an audience. Whoever asks holds its lock, so that none is begun meanwhile.
select a.id from kindred.lookalikes l join kindred.audiences a on a.id = l.audience_id
where l.origin_id = $1 and a.deleted_at is null
limit 1
