-- Members of the seed by country: those that are in the population as it was encoded.
SELECT country, count() AS people
FROM encoded_people
WHERE encoding = {encoding:UInt64} AND person IN (SELECT person FROM (/*members*/))
GROUP BY country
SETTINGS use_index_for_in_with_subqueries = 0
