-- The names of features in the order in which they mostly lie: each by its place beside the person with the most features of
-- all who have it, because missing ones before it draw it forward. Any version of a person tells it as well, and people lie in
-- the order of a hash, so the first ones do.
SELECT name
FROM (SELECT mapKeys(features) AS names FROM people LIMIT 10000)
ARRAY JOIN names AS name, arrayEnumerate(names) AS place
GROUP BY name
ORDER BY argMax(place, (length(names), place)), name
LIMIT 65000
