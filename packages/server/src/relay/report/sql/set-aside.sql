select b.relay_id, b.code, b.said, count(*)::int as batch_count, sum(b.row_count)::bigint as row_count
from kindred.relay_batches b
where b.relay_id = any($1::bigint[]) and b.state = 'set_aside'
group by b.relay_id, b.code, b.said
order by sum(b.row_count) desc
