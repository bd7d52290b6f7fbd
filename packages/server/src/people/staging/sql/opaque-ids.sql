-- Ids of which only their owner knows the form: hashed as they stand.
SELECT * REPLACE (
  arrayConcat(found, arrayFlatten(arrayMap(
    (kind, column) -> arrayMap(each -> (kind, 0::UInt8, sha256_of(each), ''), values_in(column)),
    {opaque_kinds:Array(UInt8)}, {opaque_columns:Array(UInt16)}))) AS found)
FROM (
{{rows}}
)
