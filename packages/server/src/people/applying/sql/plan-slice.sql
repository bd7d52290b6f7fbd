-- What an import changes in one slice of the people: the rows of the file, united by person, beside what is
-- stored. Keys of the kinds that the file speaks about are replaced, all others stay; so do features that the
-- file does not give, and a country where it has none. Whoever stays the same is left out.
-- 1 M people of a file against 10 M stored ones: 0.6 s on 2 cores.
INSERT INTO people_changes (import_id, person, id, country, keys, features, added, removed, is_new)
WITH
  staged AS (
    SELECT person, id, country, keys, features, chunk, line
    FROM staged_people
    WHERE import_id = {import_id:UInt64} AND code = 0 AND person BETWEEN {from:UInt64} AND {to:UInt64}
  ),
  repeated AS (
    SELECT person
    FROM staged
    GROUP BY person
    HAVING count() > 1
  )
SELECT
  {import_id:UInt64},
  file.person AS person,
  file.id AS id,
  if(file.country = '', stored.country, file.country) AS country,
  arrayDistinct(arrayConcat(file.keys, arrayFilter(each -> NOT has({kinds:Array(UInt8)}, each.1), stored.keys))) AS keys,
  mapUpdate(stored.features, file.features) AS features,
  arrayFilter(each -> NOT has(stored.keys, each), keys) AS added,
  arrayFilter(each -> NOT has(keys, each), stored.keys) AS removed,
  stored.version = 0 AS is_new
FROM (
  -- Most people stand in a file once. Rows of the others are united: the last word on a feature or the
  -- country counts, and all their keys.
  SELECT person, id, country, keys, features
  FROM staged
  WHERE person NOT IN (SELECT person FROM repeated)
  UNION ALL
  SELECT
    person,
    any(id),
    argMaxIf(country, (chunk, line), country != ''),
    arrayDistinct(arrayFlatten(groupArray(keys))),
    arrayFold(
      (united, row) -> mapUpdate(united, row.3),
      arraySort(row -> (row.1, row.2), groupArray((chunk, line, features))),
      CAST(map(), 'Map(String, String)'))
  FROM staged
  WHERE person IN (SELECT person FROM repeated)
  GROUP BY person
) AS file
LEFT ANY JOIN (
  SELECT person, country, keys, features, version
  FROM people FINAL
  WHERE person BETWEEN {from:UInt64} AND {to:UInt64} AND person IN (SELECT person FROM staged)
) AS stored ON file.person = stored.person
WHERE is_new OR notEmpty(added) OR notEmpty(removed) OR country != stored.country OR features != stored.features
SETTINGS use_index_for_in_with_subqueries_max_values = 10000, max_insert_threads = 1
