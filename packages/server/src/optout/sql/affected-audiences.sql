SELECT DISTINCT audience
FROM memberships
WHERE person IN (/*opted_out*/)
SETTINGS use_index_for_in_with_subqueries = 0
