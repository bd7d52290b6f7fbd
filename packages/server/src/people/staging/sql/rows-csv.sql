-- Lines of a delimited file → rows of cells. Where the file has quotes, they were taken away before
-- (reading/csv/unquoter.ts): cells are then parted by 0x1f, a line end within a cell is 0x1e, a line of 0x1c
-- stands for each further line of the row above it, and 0x1d marks a row whose quotes do not close.
SELECT
  line_index,
  text,
  multiIf(
    {unquoted:UInt8} AND text = '\x1c', 2,
    trimBoth(text, concat(' \t\x1f', {delimiter:String})) = '', 1,
    length(text) >= {line_bytes_max:UInt32}, 4,
    NOT isValidUTF8(text), 3,
    {unquoted:UInt8} AND startsWith(text, '\x1d'), 6,
    length(all_cells) > {cell_count:UInt32}
      AND arrayExists(each -> trimmed(each) != '', arraySlice(all_cells, {cell_count:UInt32} + 1)), 7,
    0)::UInt8 AS row_code,
  if(row_code = 0, all_cells, []) AS cells,
  -- All cells at once: a lambda that takes one by its place holds a copy of all of them for each feature.
  mapFromArrays(
    {feature_names:Array(String)},
    arrayFilter((cell, is_feature) -> is_feature,
      arrayResize(cells, {cell_count:UInt32}, ''), {is_feature:Array(UInt8)})) AS features
FROM (
  SELECT
    rowNumberInAllBlocks() AS line_index,
    trimRight(line, '\r') AS text,
    if({unquoted:UInt8} AND position(text, '\x1e') > 0,
      arrayMap(each -> replaceAll(each, '\x1e', '\n'), splitByChar({delimiter:String}, text)),
      splitByChar({delimiter:String}, text)) AS all_cells
  FROM (
{{rows}}
  )
)
