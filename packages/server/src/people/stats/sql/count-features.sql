SELECT arrayJoin(mapKeys(features)) AS name, count() AS row_count
FROM people FINAL
GROUP BY name
ORDER BY row_count DESC, name
LIMIT {features_max:UInt32}
