-- $1: a list of {app, account, slot, calls, points, cpu, time}. In one order, so that two nodes never wait for each other.
insert into kindred.usage (app_id, ad_account_id, slot_ms, calls, points, cpu_ms, time_ms)
select app, account, slot, calls, points, cpu, time
from json_to_recordset($1::json) as spent (
  app text, account int, slot bigint, calls bigint, points bigint, cpu double precision, time double precision
)
order by app, account, slot
on conflict (app_id, ad_account_id, slot_ms) do update set
  calls = usage.calls + excluded.calls,
  points = usage.points + excluded.points,
  cpu_ms = usage.cpu_ms + excluded.cpu_ms,
  time_ms = usage.time_ms + excluded.time_ms
