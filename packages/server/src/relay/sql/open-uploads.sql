select r.upload_id, r.audience_id, r.ad_account_id
from kindred.relays r
join kindred.uploads u on u.id = r.upload_id
where r.state <> 'ended'
order by r.id desc
limit 100
