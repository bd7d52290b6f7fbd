-- Ad accounts to which opt-outs have to be brought.
select distinct r.ad_account_id
from kindred.relays r
join kindred.opt_outs o on o.id = r.opt_out_id and o.state = any(array['guarding', 'applied'])
join kindred.connections c on c.ad_account_id = r.ad_account_id
where r.opt_out_id is not null and r.state = any(array['sending', 'parked']) and c.state = 'connected'
  and ($1::int is null or r.ad_account_id = $1)
