-- The most frequent parts of the cells of columns that hold lists, or very many categories, in the same sample.
SELECT name, groupArray((token, people)) AS tokens
FROM (
  SELECT pair.1 AS name, arrayJoin(arrayDistinct(splitByChar('|', pair.2))) AS token, count() AS people
  FROM (SELECT features FROM people FINAL WHERE person <= {last:UInt64})
  ARRAY JOIN arrayZip(mapKeys(features), mapValues(features)) AS pair
  WHERE name IN {names:Array(String)} AND token != ''
  GROUP BY name, token
  ORDER BY people DESC, token
  LIMIT 4096 BY name
)
GROUP BY name
