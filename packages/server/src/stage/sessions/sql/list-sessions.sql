-- Sessions of an audience, newest first, with what became of their rows: those that are applied, and of these the
-- matched ones. waiting: uploads of the session that are not applied yet.
select s.id, s.session_id, s.operation, s.started_at, s.expires_at, s.ended_at, s.timed_out, s.received, s.invalid,
  coalesce(u.waiting, 0)::int as waiting, coalesce(u.failed, 0)::int as failed,
  coalesce(u.good_rows_applied, 0)::bigint as applied, coalesce(u.matched, 0)::bigint as matched
from kindred.upload_sessions s
left join lateral (
  select count(*) filter (where up.state in ('gathering', 'staged', 'applying')) as waiting,
    count(*) filter (where up.state = 'failed') as failed,
    sum(up.good_rows) filter (where up.state = 'applied') as good_rows_applied,
    sum((
      select sum(l.row_count) from kindred.ledger l where l.upload_id = up.id and l.counter = 'matched'
    )) as matched
  from kindred.uploads up
  where up.session = s.id or up.id in (select b.upload_id from kindred.batches b where b.session = s.id)
) u on true
where s.audience_id = $1 and ($2::text is null or s.session_id = $2) and ($3::bigint is null or s.id < $3)
order by s.id desc
limit $4
