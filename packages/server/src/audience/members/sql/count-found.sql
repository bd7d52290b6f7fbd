-- Rows of a file that find somebody, by the kind of key that does.
SELECT kind, count() AS row_count FROM (/*found*/) GROUP BY kind ORDER BY kind
