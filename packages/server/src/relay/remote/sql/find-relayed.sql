select a.id, a.ad_account_id, a.name, a.description, a.opt_out_link, a.subtype, a.customer_file_source, a.is_value_based,
  a.remote_id, a.remote_begun, a.remote_gone, a.deleted_at is not null as deleted, a.keys_epoch,
  encode(a.sealed_roster_key, 'base64') as sealed_roster_key, l.spec, o.remote_id as origin_remote_id,
  o.deleted_at is not null as origin_deleted
from kindred.audiences a
left join kindred.lookalikes l on l.audience_id = a.id
left join kindred.audiences o on o.id = l.origin_id
where a.id = $1 and a.is_relayed
