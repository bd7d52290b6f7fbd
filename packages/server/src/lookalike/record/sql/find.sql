-- The origin by its id on the Graph API of where it lives; by its local id where it does not exist there yet.
select l.*, case when o.is_relayed then coalesce(o.remote_id, o.id::text) else o.graph_id end as origin_graph_id,
  o.name as origin_name, o.deleted_at is not null as origin_deleted
from kindred.lookalikes l join kindred.audiences o on o.id = l.origin_id
where l.audience_id = $1
