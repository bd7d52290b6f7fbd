-- Whom the keys of a lift belong to, and who of them is still behind a key that is up.
SELECT count() AS people_count, countIf(person IN (/*opted_out*/)) AS out_count
FROM (SELECT DISTINCT person FROM (/*returning*/))
