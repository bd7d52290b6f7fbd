-- How many eligible people have places that begin with which 16 bits, the highest first. Each shard counts its own, and
-- counts add up.
SELECT bitShiftRight(place, 48) AS bits, count() AS people
FROM (/*eligible*/)
GROUP BY bits
ORDER BY bits DESC
SETTINGS use_index_for_in_with_subqueries = 0
