select l.*, o.graph_id as origin_graph_id, o.name as origin_name, o.deleted_at is not null as origin_deleted
from kindred.lookalikes l join kindred.audiences o on o.id = l.origin_id
where l.audience_id = $1
