select l.*, o.graph_id as origin_graph_id, o.name as origin_name, o.deleted_at is not null as origin_deleted,
  o.subtype as origin_subtype
from kindred.lookalikes l join kindred.audiences o on o.id = l.origin_id
where l.audience_id = any($1::int[])
