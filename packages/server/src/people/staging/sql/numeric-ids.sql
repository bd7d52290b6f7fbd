SELECT * REPLACE (
  arrayConcat(found, arrayMap(each -> (
      2::UInt8,
      if(match(each, '^[0-9]{1,20}$') OR is_hash(each), 0, 26)::UInt8,
      if(is_hash(each), unhex(each), sha256_of(each)),
      each),
    arrayFilter(each -> each != {hash_of_empty:String},
      arrayMap(each -> lower(each), values_of({uid_columns:Array(UInt16)}))))) AS found)
FROM (
{{rows}}
)
