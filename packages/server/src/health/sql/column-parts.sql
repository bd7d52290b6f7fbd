-- Parts of the table that has most of them in one partition, and parts that the engine has put aside as broken.
SELECT
  (SELECT max(parts) FROM (
    SELECT count() AS parts FROM system.parts WHERE active AND database = currentDatabase() GROUP BY table, partition
  )) AS most,
  (SELECT count() FROM system.detached_parts WHERE database = currentDatabase() AND reason != '') AS broken
