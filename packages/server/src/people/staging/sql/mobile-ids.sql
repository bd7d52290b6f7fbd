-- Advertiser ids of devices come as they are or hashed already.
SELECT * REPLACE (
  arrayConcat(found, arrayMap(each -> (
      5::UInt8,
      multiIf(
        match(each, '^[0-]+$'), 25,
        is_hash(each) OR match(each, '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'), 0,
        24)::UInt8,
      if(is_hash(each), unhex(each), sha256_of(each)),
      each),
    arrayFilter(each -> each != {hash_of_empty:String},
      arrayMap(each -> lower(each), values_of({madid_columns:Array(UInt16)}))))) AS found)
FROM (
{{rows}}
)
