-- The same for the next 16 bits, among those that begin alike: then all bits of the score are known.
SELECT bitShiftRight(place, 32) AS bits, count() AS people
FROM (/*eligible*/)
WHERE bitShiftRight(place, 48) = {bits:UInt64}
GROUP BY bits
ORDER BY bits DESC
SETTINGS use_index_for_in_with_subqueries = 0
