-- Several keys a line, in columns named by a header: parses, checks, hashes and stores in one pass.
-- Weak keys (names, places, dates) become the usual combinations; a row keeps its keys from the strongest to
-- the weakest, with the codes of contract/key-kind.ts. A blank cell is no mistake, a wrong one refuses its row.
INSERT INTO staged_rows (segment, chunk, line, code, kind, key, more, value, sample)
WITH
  ['EMAIL', 'PHONE', 'FN', 'LN', 'FI', 'GEN', 'DOBY', 'DOBM', 'DOBD', 'CT', 'ST', 'ZIP', 'COUNTRY'] AS hashed_names
SELECT
  {segment:UInt64},
  {chunk:UInt32},
  line_index,
  multiIf(
    trim(BOTH ' \t\r\v\f"\'' FROM line) = '', 1,
    length(line) > {line_bytes_max:UInt32}, 3,
    NOT isValidUTF8(line), 2,
    length(cells) != length({schema:Array(String)}), 15,
    wrong != '', multiIf(
      match(wrong, '^[^@[:space:]]+@[^@[:space:]]+$'), 4,
      match(wrong, '^[+]?[0-9 ()./-]{6,24}$') AND length(replaceRegexpAll(wrong, '[^0-9]', '')) BETWEEN 6 AND 15, 5,
      match(wrong, '^[0-9a-fA-F]{32}$'), 6,
      match(wrong, '^[0-9a-fA-F]{40}$'), 7,
      match(wrong, '^[0-9a-fA-F]{16,}$'), 9,
      match(wrong, '^[A-Za-z0-9+/_-]{43}=?$'), 8,
      11),
    wrong_mobile_id, if(match(mobile_id, '^[0-]{36}$'), 13, 12),
    wrong_uid, 14,
    value_text != '' AND NOT ifNull(toFloat64OrNull(value_text) >= 0 AND isFinite(toFloat64OrNull(value_text)), false), 17,
    empty(keys), 16,
    0
  ) AS code,
  if(code = 0, keys[1].1, 0),
  if(code = 0, keys[1].2, 0),
  if(code = 0, arraySlice(keys, 2), []),
  if(code = 0 AND value_text != '', toFloat64OrZero(value_text), nan),
  if(code > 1,
    if(match(wrong, '^[A-Za-z0-9+/=_-]{16,}$'),
      leftUTF8(replaceRegexpAll(wrong, '[A-Za-z0-9]', 'x'), {sample_chars_max:UInt8}),
      leftUTF8(replaceRegexpAll(replaceRegexpAll(toValidUTF8(if(wrong = '', text, wrong)), '\\pN', '9'), '\\pL', 'x'), {sample_chars_max:UInt8})),
    '')
FROM (
  SELECT
    line,
    rowNumberInAllBlocks() AS line_index,
    trim(TRAILING '\r' FROM line) AS text,
    -- Most lines hold no quote and are split at memory speed; the pattern takes the others apart.
    arrayMap(cell -> trim(BOTH ' \t\'' FROM cell),
      if(position(text, '"') = 0,
        splitByString({delimiter:String}, text),
        arrayMap(cell -> replaceAll(trim(BOTH '"' FROM trim(BOTH ' ' FROM cell)), '""', '"'), extractAll(concat(text, {delimiter:String}), {cell_pattern:String})))) AS cells,
    mapFromArrays({schema:Array(String)}, arrayResize(cells, length({schema:Array(String)}), '')) AS row,
    arrayMap(name -> if(lower(row[name]) = {hash_of_empty:String}, '', row[name]), hashed_names) AS hashed_cells,
    -- '!' marks a cell that is neither blank nor a hash. A country may stand as its two letters.
    arrayMap((name, cell) -> multiIf(
      cell = '', '',
      length(cell) = 64 AND hex(unhex(cell)) = upper(cell), unhex(cell),
      name = 'COUNTRY' AND match(cell, '^[A-Za-z]{2}$'), toString(SHA256(lower(cell))),
      '!'), hashed_names, hashed_cells) AS digests,
    arrayFirst((cell, digest) -> digest = '!', hashed_cells, digests) AS wrong,
    mapFromArrays(hashed_names, digests) AS digest_of,
    lower(row['MADID']) AS mobile_id,
    mobile_id != '' AND mobile_id != {hash_of_empty:String}
      AND NOT (match(mobile_id, '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$') AND NOT match(mobile_id, '^[0-]+$'))
      AND NOT match(mobile_id, '^[0-9a-f]{64}$') AS wrong_mobile_id,
    row['UID'] != '' AND NOT match(row['UID'], '^[0-9]{1,20}$') AS wrong_uid,
    row['LOOKALIKE_VALUE'] AS value_text,
    digest_of['FN'] AS fn,
    digest_of['LN'] AS ln,
    fn != '' AND ln != '' AS has_name,
    arrayMap(each -> (each.1, reinterpretAsUInt128(sipHash128Keyed(({k0:UInt64}, {k1:UInt64}), each.2))),
      arrayFilter(each -> each.2 != '', [
        (toUInt8(1), if(row['EXTERN_ID'] = '', '', toString(SHA256(row['EXTERN_ID'])))),
        (2, if(row['UID'] = '', '', toString(SHA256(row['UID'])))),
        (3, digest_of['EMAIL']),
        (4, digest_of['PHONE']),
        (5, multiIf(mobile_id IN ('', {hash_of_empty:String}), '', length(mobile_id) = 64, unhex(mobile_id), toString(SHA256(mobile_id)))),
        (6, if(row['THIRD_PARTY_ID'] = '', '', toString(SHA256(row['THIRD_PARTY_ID'])))),
        (20, if(has_name AND digest_of['DOBY'] != '' AND digest_of['DOBM'] != '' AND digest_of['DOBD'] != '',
          concat(fn, ln, digest_of['DOBY'], digest_of['DOBM'], digest_of['DOBD']), '')),
        (21, if(has_name AND digest_of['ZIP'] != '' AND digest_of['COUNTRY'] != '',
          concat(fn, ln, digest_of['ZIP'], digest_of['COUNTRY']), '')),
        (22, if(has_name AND digest_of['ZIP'] != '', concat(fn, ln, digest_of['ZIP']), '')),
        (23, if(has_name AND digest_of['CT'] != '' AND digest_of['ST'] != '',
          concat(fn, ln, digest_of['CT'], digest_of['ST']), ''))
      ])) AS keys
  FROM input('line String')
)
SETTINGS max_insert_threads = 1, parallelize_output_from_storages = 0,
  min_insert_block_size_rows = 1048576, min_insert_block_size_bytes = 0
