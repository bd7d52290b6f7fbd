-- The different rows of one slice of a file that is mirrored, opened under the key of the upload and sealed again under
-- that of the audience. A row is the same as one of an earlier file if it is sent in the same words.
INSERT INTO relay_incoming (relay, identity, line, keys, sealed)
SELECT {relay:UInt64}, identity, line_number, keys,
  encrypt('aes-256-ctr', text, unhex({roster_key:String}), reinterpretAsFixedString(identity))
FROM (
  SELECT
    text,
    reinterpretAsUInt128(sipHash128Keyed(({k0:UInt64}, {k1:UInt64}), text)) AS identity,
    {first_lines:Array(UInt64)}[chunk + 1] + line AS line_number,
    keys
  FROM (
    SELECT
      decrypt('aes-256-ctr', sealed, unhex({seal_key:String}),
        reinterpretAsFixedString(toUInt128(bitOr(bitShiftLeft(toUInt64(chunk), 32), toUInt64(line))))) AS text,
      chunk, line,
      arrayConcat([(kind, key)], more) AS keys
    FROM (
      /*rows*/
    )
  )
)
SETTINGS max_insert_threads = 1, use_index_for_in_with_subqueries = 0
