select distinct audience_id from kindred.uploads
where state in ('staged', 'applying') or (state = 'gathering' and operation <> 'replace')
