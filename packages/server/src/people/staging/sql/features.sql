-- All other columns. A value that is an e-mail address is no feature: features are stored as they are.
SELECT * REPLACE (
  mapFilter((name, value) -> value != '' AND NOT is_address(value), trimmed_features) AS features,
  arrayConcat(faults, arrayMap(each -> (112::UInt8, 31::UInt8, each),
    arrayFilter(each -> is_address(each), mapValues(trimmed_features)))) AS faults)
FROM (
  SELECT *, mapApply((name, value) -> (name, trimmed(value)), features) AS trimmed_features
  FROM (
{{rows}}
  )
)
