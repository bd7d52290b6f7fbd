-- Digits only, with the code of the country and without leading zeros. A leading + or 00 says that the code is
-- there. Any other number is completed with the plan of the person's country, or of the default one; plans
-- come from libphonenumber as lists, lengths as bits (staging/phone-plans.ts). A number that starts with the
-- code of the country, lacks its trunk prefix and is too long for it otherwise has the code already.
WITH
  (digits -> bitTest(national_lengths, least(length(digits), 63))) AS is_national,
  (digits -> if(trunk != '' AND startsWith(digits, trunk) AND is_national(substring(digits, length(trunk) + 1)),
    substring(digits, length(trunk) + 1), digits)) AS without_trunk,
  (digits -> startsWith(digits, calling_code)
    AND NOT (trunk != '' AND startsWith(digits, trunk))
    AND is_national(substring(digits, length(calling_code) + 1))
    AND (trunk != '' OR NOT bitTest(mobile_lengths, least(length(digits), 63)))) AS has_code,
  (digits -> multiIf(
    calling_code = '', if(startsWith(digits, '0'), '', digits),
    has_code(digits), digits,
    is_national(without_trunk(digits)), concat(calling_code, without_trunk(digits)),
    '')) AS completed,
  -- +49 (0)30 … and +49 030 …: the trunk prefix has no place behind the code.
  (digits -> if(trunk = '0' AND startsWith(digits, concat(calling_code, '0')),
    concat(calling_code, substring(digits, length(calling_code) + 2)), digits)) AS international,
  (text -> replaceRegexpAll(text, '[^0-9]', '')) AS digits_of,
  (text -> multiIf(
    match(text, '^[ (]*[+]'), international(trimLeft(digits_of(text), '0')),
    startsWith(digits_of(text), '00'), international(trimLeft(digits_of(text), '0')),
    calling_code = '1' AND startsWith(digits_of(text), '011'), substring(digits_of(text), 4),
    completed(digits_of(text)))) AS number_of,
  (number -> if(length(number) BETWEEN 8 AND 15 AND NOT startsWith(number, '0'), number, '')) AS possible,
  -- Exports write "tel:" or "p:" in front, and an extension behind.
  (text -> replaceRegexpAll(lower(text), '^[a-z]+:|(ext|x|#).*$', '')) AS bare
SELECT * EXCEPT (calling_code, trunk, national_lengths, mobile_lengths) REPLACE (
  arrayConcat(found, arrayMap(each -> (
      4::UInt8,
      multiIf(each.2 != '', 0, is_hash(lower(each.1)), 21, calling_code = '', 23, 22)::UInt8,
      sha256_of(each.2),
      each.1),
    arrayMap(each -> (each, if(match(bare(each), '[^0-9+ ()./-]'), '', possible(number_of(bare(each))))),
      values_of({phone_columns:Array(UInt16)})))) AS found)
FROM (
  SELECT *,
    if(country = '', {phone_country:String}, country) AS plan,
    transform(plan, {plan_countries:Array(String)}, {plan_codes:Array(String)}, '') AS calling_code,
    transform(plan, {plan_countries:Array(String)}, {plan_trunks:Array(String)}, '') AS trunk,
    transform(plan, {plan_countries:Array(String)}, {plan_national_lengths:Array(UInt64)}, 0::UInt64) AS national_lengths,
    transform(plan, {plan_countries:Array(String)}, {plan_mobile_lengths:Array(UInt64)}, 0::UInt64) AS mobile_lengths
  FROM (
{{rows}}
  )
)
