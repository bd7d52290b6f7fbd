SELECT DISTINCT audience
FROM memberships
WHERE person IN (
  SELECT person FROM identity_keys FINAL
  WHERE gone = 0 AND (kind, key) IN (SELECT kind, key FROM suppressed_keys FINAL)
)
SETTINGS use_index_for_in_with_subqueries = 0
