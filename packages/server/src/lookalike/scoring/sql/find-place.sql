-- Who stands so many places below the first of those with the same score.
SELECT place, person
FROM (/*eligible*/)
WHERE bitShiftRight(place, 32) = {bits:UInt64}
ORDER BY place DESC, person
LIMIT 1 OFFSET {below:UInt64}
SETTINGS use_index_for_in_with_subqueries = 0
