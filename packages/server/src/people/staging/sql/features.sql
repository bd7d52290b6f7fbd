-- All other columns. A value that is an e-mail address or a telephone number is no feature: features are stored
-- as they are. A number is a telephone's by its +, its 00 and a country code, its trunk 0 or area code in
-- brackets, or its groups, unless they are those of thousands, of a date or of an IP address; or by the name of
-- its column. Most cells are none by their letters or their length, and only the others are looked at closely.
WITH
  (text -> replaceRegexpAll(text, '[^0-9]', '')) AS digits_in,
  (text -> match(text, '^([0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}|[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2})( |$)')) AS is_date_like,
  (text -> match(text, '^[0-9]{1,3}([ .][0-9]{3})+([.][0-9]+)?$') OR match(text, '^[0-9]{1,3}([.][0-9]{1,3}){3}$')) AS is_amount_or_ip,
  (text -> match(text, '^[(]*([+]|00)[ (]*[1-9]')
    OR match(text, '^[(][0-9]{1,6}[)][ ./-]*[0-9]')
    OR (NOT is_date_like(text) AND (
      match(text, '^0[1-9][0-9]*[ ./-]+[0-9(]')
      OR (match(text, '^[0-9]{1,5}([ ./-]+[0-9]{2,5}){2,}$') AND NOT is_amount_or_ip(text))))) AS is_written_as_phone
SELECT * REPLACE (
  mapFilter((name, value) -> value != '' AND NOT is_address(value) AND NOT has(phones, value), trimmed_features) AS features,
  arrayConcat(faults, arrayMap(each -> (112::UInt8, 31::UInt8, each),
    arrayFilter(each -> is_address(each), mapValues(trimmed_features))),
    arrayMap(each -> (112::UInt8, 33::UInt8, each), phones)) AS faults)
FROM (
  SELECT *,
    mapApply((name, value) -> (name, trimmed(value)), features) AS trimmed_features,
    mapFilter((name, value) -> length(value) BETWEEN 9 AND 24 AND match(value, '^[+0-9(][0-9 ()./-]+$'), trimmed_features) AS numbers,
    arrayFilter((value, name) -> length(digits_in(value)) BETWEEN 9 AND 15
      AND (is_written_as_phone(value) OR (has({phone_features:Array(String)}, name) AND NOT is_date_like(value))),
      mapValues(numbers), mapKeys(numbers)) AS phones
  FROM (
{{rows}}
  )
)
