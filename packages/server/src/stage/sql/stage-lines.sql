-- One key a line: parses, checks, hashes and stores in one pass. {form} says what a line should be:
-- hash (64 hex digits), mobile_id, numeric_id or opaque_id; the branches of other forms are folded away.
-- Codes are those of contract/reject.ts. Single-threaded on purpose: only then do row numbers tell lines.
-- Lines are parsed by the same thread: to hand them from another costs a tenth of the processor time of all this.
-- What follows from `code` is computed with numbers and not with if(): a condition that nearly every row meets
-- makes the engine cut out and put back whole columns (5 M lines: 0.2 s for each).
-- The marks sealed_column and sealed_value are filled for rows that go to a platform: the row as it wants it, as JSON.
INSERT INTO staged_rows (segment, chunk, line, code, kind, key, sample/*sealed_column*/)
SELECT
  {segment:UInt64},
  {chunk:UInt32},
  line_index,
  toUInt8(code + 10 * is_of_nothing),
  {kind:UInt8},
  hashed * ((code = 0) > is_of_nothing),
  -- The shape of what was refused: letters as x, digits as 9; of what may be a hash not even that,
  -- because the pattern of its digits would confirm a guess.
  if(code > 1,
    if(match(text, '[A-Za-z0-9+/=]{16,}'),
      leftUTF8(replaceRegexpAll(replaceRegexpAll(toValidUTF8(text), '[A-Za-z0-9]', 'x'), '\\p{Cc}', ' '), {sample_chars_max:UInt8}),
      leftUTF8(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(toValidUTF8(text), '\\pN', '9'), '\\pL', 'x'), '\\p{Cc}', ' '), {sample_chars_max:UInt8})),
    if(is_of_nothing, repeat('x', {sample_chars_max:UInt8}), ''))
  /*sealed_value*/
FROM (
  SELECT
    line_index,
    text,
    if(is_sure, lower(line), if(is_good, lowered, '')) AS sent,
    if(is_sure, 0, multiIf(
      is_good, 0,
      text = '', 1,
      line_bytes > {line_bytes_max:UInt32}, 3,
      NOT isValidUTF8(odd), 2,
      is_hash, 10,
      {form:String} = 'mobile_id', if(match(lowered, '^[0-]{36}$'), 13, 12),
      {form:String} = 'numeric_id', 14,
      {form:String} = 'opaque_id', 18,
      match(text, '^[^@[:space:]]+@[^@[:space:]]+$'), 4,
      match(text, '^[+]?[0-9 ()./-]{6,24}$') AND length(replaceRegexpAll(text, '[^0-9]', '')) BETWEEN 6 AND 15, 5,
      match(lowered, '^[0-9a-f]{32}$'), 6,
      match(lowered, '^[0-9a-f]{40}$'), 7,
      match(lowered, '^[0-9a-f]{16,}$'), 9,
      match(text, '^[A-Za-z0-9+/_-]{43}=?$'), 8,
      11
    )) AS code,
    reinterpretAsUInt128(sipHash128Keyed(({k0:UInt64}, {k1:UInt64}), unhex(if(is_sure, line, hex(digest))))) AS hashed,
    -- The hash of nothing is no key; it is known by what it hashes to.
    toUInt8((code = 0) * (hashed = reinterpretAsUInt128(sipHash128Keyed(({k0:UInt64}, {k1:UInt64}), unhex({hash_of_empty:String}))))) AS is_of_nothing
  FROM (
    SELECT
      line,
      line_index,
      is_sure,
      odd,
      length(odd) AS line_bytes,
      trim(BOTH ' \t\r\v\f"\'' FROM odd) AS text,
      lower(text) AS lowered,
      {form:String} IN ('hash', 'mobile_id') AND match(lowered, '^[0-9a-f]{64}$') AS is_hash,
      -- The canonical digest of every kind is a SHA-256, so that a value matches whether it came raw or hashed.
      -- concat and not toString: casting a FixedString cuts zero bytes off its end, in one digest of 256.
      multiIf(
        is_hash, unhex(text),
        {form:String} = 'hash', '',
        {form:String} = 'mobile_id', concat(SHA256(lowered), ''),
        concat(SHA256(text), '')
      ) AS digest,
      multiIf(
        line_bytes > {line_bytes_max:UInt32}, false,
        is_hash, lowered != {hash_of_empty:String},
        {form:String} = 'hash', false,
        {form:String} = 'mobile_id',
          match(lowered, '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$') AND NOT match(lowered, '^[0-]+$'),
        {form:String} = 'numeric_id', match(text, '^[0-9]{1,20}$'),
        text != '' AND NOT match(text, '[[:cntrl:]]') AND isValidUTF8(text)
      ) AS is_good
    FROM (
      -- 64 hex digits and nothing else is how nearly every line looks. What is sure here is not looked at again:
      -- every question above is asked of `odd`, which is empty then (5 M lines: 0.8 s of processor time, not 2.1 s).
      SELECT
        line,
        line_index,
        {form:String} IN ('hash', 'mobile_id') AND match(line, '^[0-9a-fA-F]{64}$') AS is_sure,
        if(is_sure, '', line) AS odd
      FROM (SELECT trim(TRAILING '\r' FROM raw) AS line, rowNumberInAllBlocks() AS line_index FROM input('raw String'))
    )
  )
)
SETTINGS max_insert_threads = 1, parallelize_output_from_storages = 0, input_format_parallel_parsing = 0,
  min_insert_block_size_rows = 1048576, min_insert_block_size_bytes = 0
