-- Identifiers that were normalised and hashed before. The hash of nothing stands for a blank.
SELECT * REPLACE (
  arrayConcat(found, arrayMap(each -> (
      each.1,
      if(is_hash(each.2), 0, 27)::UInt8,
      if(is_hash(each.2), unhex(each.2), ''),
      each.2),
    arrayFilter(each -> each.2 != {hash_of_empty:String}, arrayFlatten(arrayMap(
      (kind, column) -> arrayMap(each -> (kind, lower(each)), values_in(column)),
      {hashed_kinds:Array(UInt8)}, {hashed_columns:Array(UInt16)}))))) AS found)
FROM (
{{rows}}
)
