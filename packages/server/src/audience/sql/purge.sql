-- Members behind a suppressed key go out.
INSERT INTO memberships (audience, epoch, person, run, sign, kind, value)
SELECT {audience:UInt32}, {epoch:UInt32}, person, {new_run:UInt64}, -1, 0, nan
FROM (/*members*/)
WHERE person IN (/*opted_out*/)
SETTINGS use_index_for_in_with_subqueries = 0
