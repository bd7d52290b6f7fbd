-- Members of the seed by country, in the population as it is now.
SELECT country, count() AS people
FROM people FINAL
WHERE person IN (SELECT person FROM (/*members*/))
GROUP BY country
SETTINGS use_index_for_in_with_subqueries = 0
