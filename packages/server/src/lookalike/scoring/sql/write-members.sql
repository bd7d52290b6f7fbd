-- Everybody from one place (and not at it) down to another becomes a member. The gate stands in who is eligible.
INSERT INTO memberships (audience, epoch, person, run, sign, kind, value)
SELECT {to_audience:UInt32}, {to_epoch:UInt32}, person, {to_run:UInt64}, 1, 0, nan
FROM (/*eligible*/)
WHERE (place < {from_place:UInt64} OR (place = {from_place:UInt64} AND person > {from_person:UInt64}))
  AND (place > {to_place:UInt64} OR (place = {to_place:UInt64} AND person <= {to_person:UInt64}))
SETTINGS use_index_for_in_with_subqueries = 0, max_insert_threads = 1
