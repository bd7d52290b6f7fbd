SELECT kind, count() AS row_count
FROM identity_keys FINAL
WHERE gone = 0
GROUP BY kind
ORDER BY kind
SETTINGS do_not_merge_across_partitions_select_final = 1
