-- What was answered for is complete: it is applied next. A replace is closed by its session.
update kindred.uploads set state = 'staged', staged_at = now()
where audience_id = $1 and state = 'gathering' and operation <> 'replace'
