-- Who a row is about: the operator's own id, which is also a key, and the country.
SELECT
  line_index,
  text,
  cells,
  features,
  trimmed(cells[{id_column:UInt16}]) AS own_id,
  multiIf(
    row_code != 0, row_code,
    own_id = '', 10,
    length(own_id) > {id_bytes_max:UInt32}, 11,
    match(own_id, '[[:cntrl:]]'), 12,
    match(own_id, '^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$'), 13,
    0)::UInt8 AS code,
  first_of({country_columns:Array(UInt16)}) AS country_text,
  transform(lowerUTF8(replaceAll(country_text, '.', '')),
    {country_names:Array(String)}, {country_codes:Array(String)}, '') AS country,
  if(country_text != '' AND country = '', [(104::UInt8, 30::UInt8, country_text)], []) AS faults,
  -- Kind, 0 or a reason of rejection, SHA-256 of the normalised value, and the value for a masked sample.
  [(1::UInt8, 0::UInt8, sha256_of(own_id), '')] AS found,
  []::Array(Tuple(UInt8, String)) AS combinations
FROM (
{{rows}}
)
