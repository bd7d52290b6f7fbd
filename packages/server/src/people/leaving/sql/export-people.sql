-- Everybody, in the order of the hashes of people, as they lie.
SELECT id, upper(people.country) AS country/*features*/
FROM people FINAL
ORDER BY person
SETTINGS max_insert_threads = 1, format_csv_null_representation = ''
