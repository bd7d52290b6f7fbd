-- People that have at least one key of a kind. Reads the kinds alone, not the keys.
SELECT arrayJoin(arrayDistinct(keys.kind)) AS kind, count() AS row_count
FROM people FINAL
GROUP BY kind
ORDER BY kind
