-- Rows of a population file → normalised, hashed, keyed and stored, in one pass: plain text is never written.
-- Below stand the statements that read the format and look for each kind of identifier, one in the other
-- (staging/statement.ts); what is defined here can be used in all of them. Reasons have the codes of
-- people/reject.ts; kinds those of contract/key-kind.ts, and from 100 on those of parts that are no keys.
-- Short-circuit evaluation is off: through so many steps it costs three times what it saves. What is dear and
-- rarely needed stands in a lambda over a list that is mostly empty.
INSERT INTO staged_people (import_id, chunk, line, code, person, id, country, keys, features, rejects, sample)
WITH
  (text -> trimBoth(text, ' \t\r\n')) AS trimmed,
  -- concat, because turning a FixedString into a String drops zero bytes at its end.
  (text -> concat(SHA256(text), '')) AS sha256_of,
  (text -> match(text, '^[0-9a-f]{64}$')) AS is_hash,
  (text -> position(text, '@') > 1 AND match(text, '^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$')) AS is_address,
  -- A cell may hold several values, parted by | or ;.
  (text -> splitByChar('|', replaceAll(text, ';', '|'))) AS several,
  (column -> arrayFilter(each -> each != '', arrayMap(each -> trimmed(each), several(cells[column])))) AS values_in,
  (columns -> arrayFlatten(arrayMap(column -> values_in(column), columns))) AS values_of,
  (columns -> arrayFirst(each -> each != '', arrayMap(column -> trimmed(cells[column]), columns))) AS first_of,
  (text -> trimLeft(replaceRegexpAll(replaceAll(toValidUTF8(text), '\x1f', ','), '[[:cntrl:]]', ' '))) AS printable,
  (text -> leftUTF8(replaceRegexpAll(replaceRegexpAll(printable(text), '\\pN', '9'), '[\\pL\\pM]', 'x'), {sample_chars_max:UInt8})) AS masked
SELECT
  {import_id:UInt64},
  {chunk:UInt32},
  line_index,
  code,
  if(code = 0, sipHash64Keyed(({k0:UInt64}, {k1:UInt64}), own_id), 0),
  if(code = 0, own_id, ''),
  if(code = 0, country, ''),
  arrayDistinct(arrayMap(each -> (each.1, reinterpretAsUInt128(sipHash128Keyed(({k0:UInt64}, {k1:UInt64}), each.2))),
    arrayConcat(arrayMap(each -> (each.1, each.3), arrayFilter(each -> each.2 = 0, found)), combinations))),
  features,
  arrayMap(each -> (each.1, each.2, masked(each.3)),
    arrayConcat(arrayMap(each -> (each.1, each.2, each.4), arrayFilter(each -> each.2 != 0, found)), faults)),
  arrayMap(each -> masked(each), if(code > 2, [text], []))[1]
FROM (
{{rows}}
)
SETTINGS max_insert_threads = 1, parallelize_output_from_storages = 0, input_format_parquet_preserve_order = 1,
  short_circuit_function_evaluation = 'disable'
