-- Several keys a line, in columns named by a header: parses, checks, hashes and stores in one pass.
-- Weak keys (names, places, dates) become the usual combinations; a row keeps its keys from the strongest to
-- the weakest, with the codes of contract/key-kind.ts. A blank cell is no mistake, a wrong one refuses its row.
-- The marks sealed_column and sealed_value are filled for rows that go to a platform: the row as it wants it, as JSON.
-- What a cell means is what it means in a request (intake/members/cells.ts): a test sends the same rows both ways.
-- Every step is a subquery of its own: inside a lambda the engine computes an alias again for each element
-- (2000 rows took 1.5 s that way). An absent column is found at place 1, where a blank stands in front.
INSERT INTO staged_rows (segment, chunk, line, code, kind, key, more, value, sample/*sealed_column*/)
SELECT
  {segment:UInt64},
  {chunk:UInt32},
  line_index,
  code,
  if(code = 0, keys[1].1, 0),
  if(code = 0, keys[1].2, 0),
  if(code = 0, arraySlice(keys, 2), []),
  if(code = 0 AND value_text != '', toFloat64OrZero(value_text), nan),
  -- The shape of the cell that was refused. Of what may be a hash only its length: the pattern of digits and
  -- letters would confirm a guess.
  if(code > 1,
    if(match(refused, '[A-Za-z0-9+/=]{16,}'),
      leftUTF8(replaceRegexpAll(replaceRegexpAll(toValidUTF8(refused), '[A-Za-z0-9]', 'x'), '\\p{Cc}', ' '), {sample_chars_max:UInt8}),
      leftUTF8(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(toValidUTF8(refused), '\\pN', '9'), '\\pL', 'x'), '\\p{Cc}', ' '), {sample_chars_max:UInt8})),
    '')
  /*sealed_value*/
FROM (
  SELECT
    *,
    multiIf(
      trim(BOTH ' \t\r\v\f"\'' FROM line) = '', 1,
      length(line) - endsWith(line, '\r') > {line_bytes_max:UInt32}, 3,
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
      mobile_id != '' AND mobile_digest = '', if(match(mobile_id, '^[0-]{36}$'), 13, 12),
      uid != '' AND uid_digest = '', 14,
      match(extern_id, '[[:cntrl:]]') OR match(third_party_id, '[[:cntrl:]]'), 18,
      value_text != '' AND NOT ifNull(toFloat64OrNull(value_text) >= 0 AND isFinite(toFloat64OrNull(value_text)), false), 17,
      empty(keys), 16,
      0
    ) AS code,
    multiIf(code IN (12, 13), mobile_id, code = 14, uid, code = 17, value_text,
      code = 18, if(match(extern_id, '[[:cntrl:]]'), extern_id, third_party_id), wrong != '', wrong, line) AS refused
  FROM (
    SELECT
      line, line_index, cells, wrong, mobile_id, mobile_digest, uid, uid_digest, value_text, extern_id, third_party_id,
      digests,
      arrayMap(each -> (each.1, reinterpretAsUInt128(sipHash128Keyed(({k0:UInt64}, {k1:UInt64}), each.2))),
        arrayFilter(each -> each.2 != '', [
          (toUInt8(1), if(extern_id = '', '', concat(SHA256(extern_id), ''))),
          (2, uid_digest),
          (3, digests[indexOf({hashed_names:Array(String)}, 'EMAIL') + 1]),
          (4, digests[indexOf({hashed_names:Array(String)}, 'PHONE') + 1]),
          (5, mobile_digest),
          (6, if(third_party_id = '', '', concat(SHA256(third_party_id), ''))),
          (20, if(has_name AND year != '' AND month != '' AND day != '', concat(fn, ln, year, month, day), '')),
          (21, if(has_name AND zip != '' AND country != '', concat(fn, ln, zip, country), '')),
          (22, if(has_name AND zip != '', concat(fn, ln, zip), '')),
          (23, if(has_name AND city != '' AND state != '', concat(fn, ln, city, state), ''))
        ])) AS keys
    FROM (
      SELECT
        line, line_index, cells, digests, wrong, mobile_id, uid, value_text, extern_id, third_party_id,
        multiIf(
          mobile_id = '', '',
          match(mobile_id, '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$') AND NOT match(mobile_id, '^[0-]+$'),
            concat(SHA256(mobile_id), ''),
          match(mobile_id, '^[0-9a-f]{64}$'), unhex(mobile_id),
          '') AS mobile_digest,
        -- Official SDKs hash ids, too.
        multiIf(
          uid = '', '',
          match(uid, '^[0-9]{1,20}$'), concat(SHA256(uid), ''),
          match(uid, '^[0-9a-fA-F]{64}$'), unhex(uid),
          '') AS uid_digest,
        digests[indexOf({hashed_names:Array(String)}, 'FN') + 1] AS fn,
        digests[indexOf({hashed_names:Array(String)}, 'LN') + 1] AS ln,
        digests[indexOf({hashed_names:Array(String)}, 'DOBY') + 1] AS year,
        digests[indexOf({hashed_names:Array(String)}, 'DOBM') + 1] AS month,
        digests[indexOf({hashed_names:Array(String)}, 'DOBD') + 1] AS day,
        digests[indexOf({hashed_names:Array(String)}, 'ZIP') + 1] AS zip,
        digests[indexOf({hashed_names:Array(String)}, 'COUNTRY') + 1] AS country,
        digests[indexOf({hashed_names:Array(String)}, 'CT') + 1] AS city,
        digests[indexOf({hashed_names:Array(String)}, 'ST') + 1] AS state,
        fn != '' AND ln != '' AS has_name
      FROM (
        SELECT
          line, line_index, cells,
          -- The hash of nothing says nothing, in every column.
          if(lower(extern_cell) = {hash_of_empty:String}, '', extern_cell) AS extern_id,
          if(lower(uid_cell) = {hash_of_empty:String}, '', uid_cell) AS uid,
          if(lower(third_party_cell) = {hash_of_empty:String}, '', third_party_cell) AS third_party_id,
          if(lower(value_cell) = {hash_of_empty:String}, '', value_cell) AS value_text,
          if(mobile_cell = {hash_of_empty:String}, '', mobile_cell) AS mobile_id,
          arrayFirst((cell, digest) -> digest = '!', hashed_cells, arrayPopFront(digests)) AS wrong,
          digests
        FROM (
          SELECT
            line, line_index, cells, hashed_cells,
            trim(BOTH ' \t\v\f\r' FROM padded_raw[indexOf({schema:Array(String)}, 'EXTERN_ID') + 1]) AS extern_cell,
            padded[indexOf({schema:Array(String)}, 'UID') + 1] AS uid_cell,
            trim(BOTH ' \t\v\f\r' FROM padded_raw[indexOf({schema:Array(String)}, 'THIRD_PARTY_ID') + 1]) AS third_party_cell,
            padded[indexOf({schema:Array(String)}, 'LOOKALIKE_VALUE') + 1] AS value_cell,
            lower(padded[indexOf({schema:Array(String)}, 'MADID') + 1]) AS mobile_cell,
            -- '!' marks a cell that is neither blank nor a hash. A country may stand as its two letters.
            arrayPushFront(arrayMap((name, cell) -> multiIf(
              cell = '' OR lower(cell) = {hash_of_empty:String}, '',
              length(cell) = 64 AND hex(unhex(cell)) = upper(cell), unhex(cell),
              name = 'COUNTRY' AND match(cell, '^[A-Za-z]{2}$'), concat(SHA256(lower(cell)), ''),
              '!'), {hashed_names:Array(String)}, hashed_cells), '') AS digests
          FROM (
            SELECT
              line, line_index, cells,
              arrayPushFront(cells, '') AS padded,
              arrayPushFront(raw_cells, '') AS padded_raw,
              arrayFilter((cell, name) -> has({hashed_names:Array(String)}, name),
                arrayResize(cells, length({schema:Array(String)}), ''), {schema:Array(String)}) AS hashed_cells
            FROM (
              SELECT
                line, line_index, raw_cells,
                -- Quotes that are left stand around a value that has none of its own; an id may have them.
                arrayMap(cell -> trim(BOTH ' \t\v\f\r\'"' FROM cell), raw_cells) AS cells
              FROM (
                SELECT
                  line,
                  rowNumberInAllBlocks() AS line_index,
                  trim(TRAILING '\r' FROM line) AS text,
                  -- Most lines hold no quote and are split at memory speed; the pattern takes the others apart.
                  if(position(text, '"') = 0,
                    splitByString({delimiter:String}, text),
                    arrayMap(cell -> replaceAll(
                        if(length(cell) > 1 AND startsWith(cell, '"') AND endsWith(cell, '"'),
                          substring(cell, 2, length(cell) - 2), trim(BOTH '"' FROM cell)), '""', '"'),
                      arrayMap(cell -> trim(BOTH ' ' FROM cell),
                        extractAll(concat(text, {delimiter:String}), {cell_pattern:String})))) AS raw_cells
                FROM input('line String')
              )
            )
          )
        )
      )
    )
  )
)
-- Steps are not merged into one, for the same reason: merged, 200 000 rows take minutes, apart 1 s.
SETTINGS query_plan_merge_expressions = 0, max_insert_threads = 1, parallelize_output_from_storages = 0,
  min_insert_block_size_rows = 1048576, min_insert_block_size_bytes = 0
