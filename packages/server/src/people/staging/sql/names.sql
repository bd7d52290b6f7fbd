-- Names, places and dates are no keys by themselves; together they are. A key is made of the hashes of its
-- parts, one behind the other. Where the ways to normalise differ there are several keys: Meta documents letters
-- of any script and the whole postal code outside the US, but its own clients keep a to z only, and the postal
-- code up to its hyphen; others write names without accents. People come hashed in all of these ways.
WITH
  ((text, hash) -> multiIf(text != '', sha256_of(text), is_hash(hash), unhex(hash), '')) AS hash_of,
  ((fn, ln, zip, country, ct, st, year, month, day) -> arrayFilter(each -> each.2 != '', [
    (20::UInt8, if('' IN (fn, ln, year, month, day), '', concat(fn, ln, year, month, day))),
    (21::UInt8, if('' IN (fn, ln, zip, country), '', concat(fn, ln, zip, country))),
    (22::UInt8, if('' IN (fn, ln, zip), '', concat(fn, ln, zip))),
    (23::UInt8, if('' IN (fn, ln, ct, st), '', concat(fn, ln, ct, st)))])) AS combinations_of,
  ((kind, text) -> if(is_hash(text), [(kind::UInt8, 21::UInt8, text)], [])) AS hash_fault,
  ((kind, hash) -> if(hash = '' OR is_hash(hash), [], [(kind::UInt8, 27::UInt8, hash)])) AS text_fault,
  ((kind, text, part) -> if(text = '' OR part != '', [], [(kind::UInt8, 32::UInt8, text)])) AS date_fault
SELECT line_index, text, code, own_id, country, cells, features, found,
  arrayConcat(combinations, arrayFlatten(arrayMap(
    each -> combinations_of(
      hash_of(each.1, fn_hash), hash_of(each.2, ln_hash), hash_of(each.3, zip_hash), country_key,
      hash_of(each.4, ct_hash), hash_of(each.5, st_hash), year_key, month_key, day_key),
    if(practised = documented AND folded = documented, [documented], arrayDistinct([documented, folded, practised]))))) AS combinations,
  arrayConcat(faults,
    hash_fault(101, fn_text), hash_fault(102, ln_text), hash_fault(103, zip_text), hash_fault(105, ct_text), hash_fault(106, st_text),
    text_fault(101, fn_hash), text_fault(102, ln_hash), text_fault(103, zip_hash), text_fault(105, ct_hash), text_fault(106, st_hash),
    text_fault(107, year_hash), text_fault(108, month_hash), text_fault(109, day_hash),
    if(birth = '', arrayConcat(date_fault(107, year_text, year), date_fault(108, month_text, month), date_fault(109, day_text, day)),
      date_fault(110, birth, if('' IN (year, month, day), '', 'good')))) AS faults
FROM (
  SELECT *,
    (fn, ln, zip, ct, st) AS documented,
    (folded_fn, folded_ln, zip, folded_ct, folded_st) AS folded,
    (plain_fn, plain_ln, plain_zip, plain_ct, plain_st) AS practised,
    hash_of(country, '') AS country_key,
    hash_of(year, year_hash) AS year_key,
    hash_of(month, month_hash) AS month_key,
    hash_of(day, day_hash) AS day_key
  FROM (
{{rows}}
  )
)
