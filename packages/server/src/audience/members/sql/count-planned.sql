-- How many people are members, how many a file finds, and how many are both.
SELECT sum(is_member) AS members, sum(is_found) AS found, countIf(is_member = 1 AND is_found = 1) AS shared
FROM (
  SELECT person, max(member) AS is_member, max(finding) AS is_found
  FROM (
    SELECT person, 1 AS member, 0 AS finding FROM (/*members*/)
    UNION ALL
    SELECT person, 0 AS member, 1 AS finding FROM (/*found*/)
  )
  GROUP BY person
)
