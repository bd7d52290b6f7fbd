-- The parts of a person that names.sql puts together: as written, as documented, and in plain letters. One
-- column each, because a lambda copies every list that it looks into for each of its elements.
WITH
  -- Most names are plain letters, and asking costs a tenth of replacing.
  (text -> if(match(text, '^[a-z]*$'), text, replaceRegexpAll(normalizeUTF8NFC(text), '[^\\pL\\pM]', ''))) AS letters_of,
  (text -> if(match(text, '^[a-z]*$'), text, replaceRegexpAll(text, '[^a-z]', ''))) AS plain_letters_of,
  -- Without accents, as a careful export writes names: of scripts in which a mark is one, and with the letters that
  -- Unicode does not take apart. Rarely needed, so it stands over a list that is mostly empty (300 000 rows of which
  -- one in ten has an accent: 3.0 s of processor time, and 2.6 s without this form).
  (text -> if(match(text, '^[a-z]*$'), text, arrayMap(each -> normalizeUTF8NFC(replaceRegexpAll(
      normalizeUTF8NFD(replaceAll(replaceAll(replaceAll(replaceAll(
        translateUTF8(each, 'øłđðħıŋŧ', 'olddhint'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th')),
      '([\\p{Latin}\\p{Greek}\\p{Cyrillic}])\\pM+', '\\1')),
    if(match(text, '^[a-z]*$'), [], [text]))[1])) AS folded_of,
  (text -> substring(text, 1, position(concat(text, '-'), '-') - 1)) AS before_hyphen,
  (text -> if(is_hash(text), '', text)) AS unless_hash,
  -- The second list is for columns that the mapping calls hashed. The hash of nothing stands for a blank.
  (columns -> if(lower(first_of(columns)) = {hash_of_empty:String}, '', lower(first_of(columns)))) AS hash_in,
  (text -> arraySlice(extractAll(text, '[0-9]+'), 1, 3)) AS numbers_in,
  -- Year, month and day. Slashes mean the American order unless that cannot be.
  (text -> multiIf(
    text = '', ['', '', ''],
    match(text, '^[0-9]{4}[^0-9][0-9]{1,2}[^0-9][0-9]{1,2}([^0-9]|$)'), numbers_in(text),
    match(text, '^(19|20)[0-9]{6}$'), [substring(text, 1, 4), substring(text, 5, 2), substring(text, 7, 2)],
    match(text, '^[0-9]{8}$'), [substring(text, 5, 4), substring(text, 1, 2), substring(text, 3, 2)],
    match(text, '^[0-9]{1,2}[.][0-9]{1,2}[.][0-9]{4}([^0-9]|$)'), arrayReverse(numbers_in(text)),
    NOT match(text, '^[0-9]{1,2}[^0-9][0-9]{1,2}[^0-9][0-9]{4}([^0-9]|$)'), [text, text, text],
    toUInt8OrZero(numbers_in(text)[1]) > 12, arrayReverse(numbers_in(text)),
    [numbers_in(text)[3], numbers_in(text)[1], numbers_in(text)[2]])) AS date_of,
  ((text, low, high, width) -> if(match(text, '^[0-9]{1,4}$') AND toUInt16OrZero(text) BETWEEN low AND high,
    leftPad(toString(toUInt16OrZero(text)), width, '0'), '')) AS number_between
SELECT *,
  letters_of(unless_hash(fn_text)) AS fn,
  letters_of(unless_hash(ln_text)) AS ln,
  letters_of(unless_hash(ct_text)) AS ct,
  letters_of(unless_hash(st_text)) AS st_letters,
  if(country IN ('us', ''),
    transform(st_letters, {state_names:Array(String)}, {state_codes:Array(String)}, st_letters), st_letters) AS st,
  if(country = 'us' OR (country = '' AND match(zip_text, '^[0-9]{5}-')),
    substring(before_hyphen(zip_text), 1, 5), unless_hash(zip_text)) AS whole_zip,
  -- Of the UK Meta documents area, district and sector; many clients hash the whole code, so that is the other form.
  if(country IN ('gb', '') AND match(whole_zip, '^(gir0|[a-z]{1,2}[0-9][a-z0-9]?[0-9])[a-z]{2}$'),
    substring(whole_zip, 1, length(whole_zip) - 2), whole_zip) AS zip,
  folded_of(fn) AS folded_fn,
  folded_of(ln) AS folded_ln,
  folded_of(ct) AS folded_ct,
  folded_of(st) AS folded_st,
  plain_letters_of(fn) AS plain_fn,
  plain_letters_of(ln) AS plain_ln,
  plain_letters_of(ct) AS plain_ct,
  plain_letters_of(st) AS plain_st,
  before_hyphen(whole_zip) AS plain_zip,
  number_between(year_text, 1900, {year_max:UInt16}, 4) AS year,
  number_between(month_text, 1, 12, 2) AS month,
  number_between(day_text, 1, 31, 2) AS day
FROM (
  SELECT *,
    lowerUTF8(first_of({fn_columns:Array(UInt16)})) AS fn_text,
    lowerUTF8(first_of({ln_columns:Array(UInt16)})) AS ln_text,
    lowerUTF8(first_of({ct_columns:Array(UInt16)})) AS ct_text,
    lowerUTF8(first_of({st_columns:Array(UInt16)})) AS st_text,
    replaceRegexpAll(lowerUTF8(first_of({zip_columns:Array(UInt16)})), '[[:space:]]', '') AS zip_text,
    lower(first_of({dob_columns:Array(UInt16)})) AS birth,
    date_of(birth) AS birth_parts,
    if(birth = '', first_of({doby_columns:Array(UInt16)}), birth_parts[1]) AS year_text,
    if(birth = '', first_of({dobm_columns:Array(UInt16)}), birth_parts[2]) AS month_text,
    if(birth = '', first_of({dobd_columns:Array(UInt16)}), birth_parts[3]) AS day_text,
    hash_in({fn_hashed:Array(UInt16)}) AS fn_hash,
    hash_in({ln_hashed:Array(UInt16)}) AS ln_hash,
    hash_in({ct_hashed:Array(UInt16)}) AS ct_hash,
    hash_in({st_hashed:Array(UInt16)}) AS st_hash,
    hash_in({zip_hashed:Array(UInt16)}) AS zip_hash,
    hash_in({doby_hashed:Array(UInt16)}) AS year_hash,
    hash_in({dobm_hashed:Array(UInt16)}) AS month_hash,
    hash_in({dobd_hashed:Array(UInt16)}) AS day_hash
  FROM (
{{rows}}
  )
)
