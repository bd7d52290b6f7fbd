-- What became of the batches of uploads, and of their rows. What a platform refused is the sum over sessions of what it
-- said last of each, or of what it said of each request.
with batches as (
  select r.id as relay_id, r.upload_id, r.opt_out_id, r.ad_account_id, r.state as relay_state, r.said, r.unchanged,
    r.packed_at, r.ended_at, b.seq, b.phase, b.row_count, b.state, b.session_id, b.resent, b.invalid, b.total_invalid,
    b.withheld, b.sent_at, b.ended_at as answered_at
  from kindred.relays r
  left join kindred.relay_batches b on b.relay_id = r.id
  where r.upload_id = any($1::bigint[]) or r.opt_out_id = any($2::bigint[])
),
main_phases as (
  -- A mirror first takes people out, and the rows of its file follow.
  select b.relay_id, case when bool_or(b.phase = 2) or u.operation = 'mirror' then 2 else 1 end as main_phase
  from batches b
  left join kindred.uploads u on u.id = b.upload_id
  group by b.relay_id, u.operation
),
sessions as (
  select relay_id, session_id, coalesce(max(total_invalid), sum(invalid), 0) as refused
  from batches where state = 'acknowledged' group by relay_id, session_id
)
select b.relay_id, b.upload_id, b.opt_out_id, b.ad_account_id, b.relay_state, b.said, b.unchanged,
  b.packed_at, b.ended_at,
  count(b.seq)::int as batch_count,
  count(b.seq) filter (where b.state = 'acknowledged')::int as acknowledged,
  count(b.seq) filter (where b.state = any(array['waiting', 'sending', 'unclear']))::int as open,
  count(b.seq) filter (where b.state = 'unclear')::int as unclear,
  count(b.seq) filter (where b.state = 'parked')::int as parked,
  count(b.seq) filter (where b.state = 'set_aside')::int as set_aside,
  count(b.seq) filter (where b.resent)::int as resent,
  coalesce(sum(b.row_count - b.withheld) filter (where b.state = 'acknowledged' and b.phase = p.main_phase), 0)::bigint
    as taken_rows,
  coalesce(sum(b.withheld) filter (where b.phase = p.main_phase), 0)::bigint as withheld_rows,
  coalesce(sum(b.row_count) filter (where b.state = any(array['waiting', 'sending', 'unclear']) and b.phase = p.main_phase), 0)::bigint
    as open_rows,
  coalesce(sum(b.row_count) filter (where b.state = 'parked' and b.phase = p.main_phase), 0)::bigint as parked_rows,
  coalesce(sum(b.row_count) filter (where b.state = 'set_aside' and b.phase = p.main_phase), 0)::bigint
    as set_aside_rows,
  coalesce(sum(b.row_count - b.withheld) filter (where b.state = 'acknowledged' and b.phase <> p.main_phase), 0)::bigint
    as taken_out_rows,
  coalesce((select sum(s.refused) from sessions s where s.relay_id = b.relay_id), 0)::bigint as refused_rows,
  min(b.sent_at) as begun_at,
  max(b.answered_at) filter (where b.state = 'acknowledged') as last_at
from batches b
join main_phases p on p.relay_id = b.relay_id
group by b.relay_id, b.upload_id, b.opt_out_id, b.ad_account_id, b.relay_state, b.said, b.unchanged, b.packed_at,
  b.ended_at
order by b.relay_id
