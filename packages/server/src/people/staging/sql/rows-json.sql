-- Lines of JSON objects → rows of cells, one for each mapped column. Of columns that the head of the file did
-- not show, those with the name of something personal are left out of the features.
SELECT
  line_index,
  text,
  multiIf(
    trimmed(text) = '', 1,
    length(text) >= {line_bytes_max:UInt32}, 4,
    NOT isValidUTF8(text), 3,
    empty(object) AND NOT match(text, '^\\s*\\{\\s*\\}\\s*$'), 5,
    0)::UInt8 AS row_code,
  -- A list of identifiers becomes one cell of several values.
  arrayMap(each -> if(startsWith(each, '['), arrayStringConcat(JSONExtract(each, 'Array(String)'), '|'), each),
    arrayMap(name -> object[name], {columns:Array(String)})) AS cells,
  mapFilter((name, value) -> has({feature_names:Array(String)}, name) OR NOT (
      has({other_names:Array(String)}, name)
      OR has({personal_names:Array(String)}, replaceRegexpAll(lower(name), '[^a-z]', ''))),
    object) AS features
FROM (
  SELECT
    rowNumberInAllBlocks() AS line_index,
    line AS text,
    JSONExtract(if(isValidUTF8(line), line, ''), 'Map(String, String)') AS object
  FROM (
{{rows}}
  )
)
