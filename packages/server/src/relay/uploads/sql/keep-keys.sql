-- What was brought, by its keyed hashes: so that an opt-out is known to concern this audience, and a plan knows who is
-- there. Combinations of names and places are left out where a row has something stronger, because no opt-out comes with
-- them. Written again after a crash it says the same twice.
INSERT INTO relayed_keys (audience, epoch, kind, key, relay, sign, row_key)
SELECT {audience:UInt32}, {epoch:UInt32}, each.1, each.2, relay, {sign:Int8}, row_key
FROM (
  SELECT relay, row_keys[1].2 AS row_key,
    arrayJoin(arrayFilter((each, place) -> each.1 < 20 OR place = 1, row_keys, arrayEnumerate(row_keys))) AS each
  FROM (
    SELECT relay, arrayJoin(keys) AS row_keys
    FROM relay_batches
    WHERE relay = {relay:UInt64} AND seq IN {seqs:Array(UInt32)}
  )
)
SETTINGS max_insert_threads = 1
