-- Uploads of a deleted audience are gone with it.
select u.*, exists (select from kindred.audiences a where a.id = u.audience_id and a.is_relayed) as is_relayed
from kindred.uploads u
where u.id = $1 and ($2::int[] is null or u.ad_account_id = any($2::int[]))
  and not exists (select from kindred.audiences a where a.id = u.audience_id and a.deleted_at is not null)
