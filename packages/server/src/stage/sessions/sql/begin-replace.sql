-- Locks the audience first: of two that begin at once the second finds it taken.
with free as (
  select id, ad_account_id from kindred.audiences
  where id = $1 and deleted_at is null and replace_session is null
  for update
), begun as (
  insert into kindred.upload_sessions (ad_account_id, audience_id, operation, session_id, invented)
  select ad_account_id, id, 'replace', $2, false from free
  on conflict (audience_id, session_id, operation) do nothing
  returning id, audience_id
)
update kindred.audiences a set replace_session = begun.id, replace_failed = false, updated_at = now()
from begun where a.id = begun.audience_id
returning begun.id
