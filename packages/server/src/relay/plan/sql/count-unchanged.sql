-- How many rows of one slice of a file a mirror would find there in the same words; see mirror/sql/take-in.sql.
SELECT count() AS row_count
FROM relay_roster FINAL
WHERE audience = {audience:UInt32} AND sign = 1 AND identity IN (
  SELECT reinterpretAsUInt128(sipHash128Keyed(({k0:UInt64}, {k1:UInt64}),
    decrypt('aes-256-ctr', sealed, unhex({seal_key:String}),
      reinterpretAsFixedString(toUInt128(bitOr(bitShiftLeft(toUInt64(chunk), 32), toUInt64(line)))))))
  FROM (
    /*rows*/
  )
)
SETTINGS use_index_for_in_with_subqueries = 0
