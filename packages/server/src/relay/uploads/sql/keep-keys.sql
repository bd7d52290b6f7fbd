-- What was brought, by its keyed hashes: so that an opt-out is known to concern this audience. Combinations of names and
-- places are left out, because no opt-out comes with them. Written again after a crash it says the same twice.
INSERT INTO relayed_keys (audience, epoch, kind, key, relay, sign)
SELECT {audience:UInt32}, {epoch:UInt32}, each.1, each.2, relay, {sign:Int8}
FROM (
  SELECT relay, arrayJoin(arrayFilter(each -> each.1 < 20, arrayFlatten(keys))) AS each
  FROM relay_batches
  WHERE relay = {relay:UInt64} AND seq IN {seqs:Array(UInt32)}
)
SETTINGS max_insert_threads = 1
