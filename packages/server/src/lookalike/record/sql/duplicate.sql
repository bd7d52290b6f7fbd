select a.graph_id from kindred.lookalikes l join kindred.audiences a on a.id = l.audience_id
where a.ad_account_id = $1 and a.deleted_at is null and l.origin_id = $2 and l.fingerprint = $3
limit 1
