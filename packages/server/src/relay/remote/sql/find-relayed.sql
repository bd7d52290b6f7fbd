-- origin_filling: what its files bring is not all there yet.
select a.id, a.ad_account_id, a.name, a.description, a.opt_out_link, a.subtype, a.customer_file_source, a.is_value_based,
  a.remote_id, a.remote_begun, a.remote_gone, a.deleted_at is not null as deleted, a.keys_epoch,
  encode(a.sealed_roster_key, 'base64') as sealed_roster_key, l.spec, o.remote_id as origin_remote_id,
  coalesce(o.remote_said, case when o.deleted_at is not null then 'It was deleted.' end) as origin_said,
  exists (
    select from kindred.uploads u where u.audience_id = o.id and u.state = any(array['staged', 'applying'])
  ) as origin_filling, a.created_at
from kindred.audiences a
left join kindred.lookalikes l on l.audience_id = a.id
left join kindred.audiences o on o.id = l.origin_id
where a.id = $1 and a.is_relayed
