SELECT country, count() AS row_count FROM people FINAL GROUP BY country ORDER BY row_count DESC, country
