-- $1: a list of {app, account, from}: of each what all nodes have spent in slots that began at `from` or later.
select u.app_id, u.ad_account_id, u.slot_ms, u.calls, u.points, u.cpu_ms, u.time_ms
from json_to_recordset($1::json) as asked (app text, account int, "from" bigint)
join kindred.usage u on u.app_id = asked.app and u.ad_account_id = asked.account and u.slot_ms >= asked."from"
