-- One slice of what differs → batches as they travel; see packing/sql/pack.sql.
INSERT INTO relay_batches (relay, seq, sealed, lines, keys, identities)
SELECT
  {relay:UInt64},
  {first_seq:UInt32} + batch,
  encrypt('aes-256-gcm', concat('[', arrayStringConcat(texts, ','), ']'), unhex({batch_keys:Array(String)}[batch + 1]),
    unhex('000000000000000000000000')),
  line_numbers,
  row_keys,
  row_identities
FROM (
  SELECT
    toUInt32(intDiv(place * {batches:UInt64}, {rows:UInt64})) AS batch,
    groupArray(text) AS texts,
    groupArray(line_number) AS line_numbers,
    groupArray(keys) AS row_keys,
    groupArray(identity) AS row_identities
  FROM (
    SELECT
      rowNumberInAllBlocks() AS place,
      decrypt('aes-256-ctr', sealed, unhex({roster_key:String}), reinterpretAsFixedString(identity)) AS text,
      line_number, keys, identity
    FROM (
      /*rows*/
    )
  )
  GROUP BY batch
)
SETTINGS max_insert_threads = 1, min_insert_block_size_rows = 1, use_index_for_in_with_subqueries = 0
