-- One key a line: parses, checks, hashes and stores in one pass. {form} says what a line should be:
-- hash (64 hex digits), mobile_id, numeric_id or opaque_id; the branches of other forms are folded away.
-- Codes are those of contract/reject.ts. Single-threaded on purpose: only then do row numbers tell lines.
INSERT INTO staged_rows (segment, chunk, line, code, kind, key, sample)
SELECT
  {segment:UInt64},
  {chunk:UInt32},
  line_index,
  multiIf(
    is_good, 0,
    text = '', 1,
    line_bytes > {line_bytes_max:UInt32}, 3,
    NOT isValidUTF8(line), 2,
    is_empty_hash, 10,
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
  ) AS code,
  {kind:UInt8},
  if(code = 0, reinterpretAsUInt128(sipHash128Keyed(({k0:UInt64}, {k1:UInt64}), digest)), 0),
  -- The shape of what was refused: letters as x, digits as 9; of what may be a hash not even that,
  -- because the pattern of its digits would confirm a guess.
  if(code > 1,
    if(match(text, '[A-Za-z0-9+/=]{16,}'),
      leftUTF8(replaceRegexpAll(replaceRegexpAll(toValidUTF8(text), '[A-Za-z0-9]', 'x'), '\\p{Cc}', ' '), {sample_chars_max:UInt8}),
      leftUTF8(replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(toValidUTF8(text), '\\pN', '9'), '\\pL', 'x'), '\\p{Cc}', ' '), {sample_chars_max:UInt8})),
    '')
FROM (
  SELECT
    line,
    rowNumberInAllBlocks() AS line_index,
    length(line) - endsWith(line, '\r') AS line_bytes,
    -- 64 hex digits and nothing else is how nearly every line looks. Writing the bytes back as hex and
    -- comparing costs a third of a regular expression (5 M lines: 0.2 s, not 0.7 s).
    {form:String} IN ('hash', 'mobile_id') AND length(line) = 64 AND hex(unhex(line)) = upper(line) AS is_plain_hash,
    if(is_plain_hash, line, trim(BOTH ' \t\r\v\f"\'' FROM line)) AS text,
    lower(text) AS lowered,
    is_plain_hash OR ({form:String} IN ('hash', 'mobile_id') AND length(text) = 64 AND hex(unhex(text)) = upper(text)) AS is_hash,
    -- The canonical digest of every kind is a SHA-256, so that a value matches whether it came raw or hashed.
    -- concat and not toString: casting a FixedString cuts zero bytes off its end, in one digest of 256.
    multiIf(
      is_plain_hash, unhex(line),
      is_hash, unhex(text),
      {form:String} = 'hash', '',
      {form:String} = 'mobile_id', concat(SHA256(lowered), ''),
      concat(SHA256(text), '')
    ) AS digest,
    digest = unhex({hash_of_empty:String}) AS is_empty_hash,
    multiIf(
      is_plain_hash, NOT is_empty_hash,
      line_bytes > {line_bytes_max:UInt32}, false,
      is_hash, NOT is_empty_hash,
      {form:String} = 'hash', false,
      {form:String} = 'mobile_id',
        match(lowered, '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$') AND NOT match(lowered, '^[0-]+$'),
      {form:String} = 'numeric_id', match(text, '^[0-9]{1,20}$'),
      text != '' AND NOT match(text, '[[:cntrl:]]') AND isValidUTF8(text)
    ) AS is_good
  FROM input('line String')
)
SETTINGS max_insert_threads = 1, parallelize_output_from_storages = 0,
  min_insert_block_size_rows = 1048576, min_insert_block_size_bytes = 0
