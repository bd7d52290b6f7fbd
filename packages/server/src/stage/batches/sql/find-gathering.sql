-- The upload that a batch may join: one that still gathers the same operation of the same session, with nothing
-- accepted after it, because operations apply in the order in which they were accepted. A replace has its place only
-- when it is complete.
select id, segment from kindred.uploads u
where audience_id = $1 and state = 'gathering' and operation = $2 and session is not distinct from $3
  and (operation = 'replace' or place = (select accepted from kindred.audiences where id = $1))
