-- The oldest upload of an audience that is accepted and not brought to the platform: operations go in this order.
select r.id, r.ad_account_id, r.audience_id, r.upload_id, r.opt_out_id, r.state, r.schema_names, r.is_single_key,
  encode(r.sealed_key, 'base64') as sealed_key, r.gate, r.sessions_begun, r.created_at,
  u.operation, u.segment, u.good_rows, u.user_type, u.schema_names is not null as has_header, u.attempts
from kindred.relays r
join kindred.uploads u on u.id = r.upload_id
where r.audience_id = $1 and u.state in ('staged', 'applying')
order by u.place
limit 1
