-- Members of an audience with the operator's own ids, in the order of the hashes of people, as they lie: so nothing is
-- sorted, the memory does not grow with the audience, and the same people come in the same order.
SELECT known.id AS id, upper(known.country) AS country/*value*/
FROM (
  SELECT person, last_value FROM (/*members*/)
  WHERE person NOT IN (/*opted_out*/)
) AS member
INNER JOIN (SELECT person, id, country FROM people FINAL) AS known ON known.person = member.person
ORDER BY member.person
SETTINGS join_algorithm = 'full_sorting_merge', optimize_aggregation_in_order = 1,
  use_index_for_in_with_subqueries = 0, max_insert_threads = 1, format_csv_null_representation = ''
