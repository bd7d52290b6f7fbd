-- Some clients leave a full stop at the end; Meta's own code strips it.
SELECT * REPLACE (
  arrayConcat(found, arrayMap(each -> (
      3::UInt8,
      multiIf(
        length(each) <= 254 AND match(each, '^[^@[:space:]]+@[^@[:space:].]+([.][^@[:space:].]+)+$'), 0,
        is_hash(each), 21,
        20)::UInt8,
      sha256_of(each),
      each),
    arrayMap(each -> lowerUTF8(trimBoth(each, '.')), values_of({email_columns:Array(UInt16)})))) AS found)
FROM (
{{rows}}
)
