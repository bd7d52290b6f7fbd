-- Nor does a mirror keep their values, or find them there.
INSERT INTO relay_roster (audience, identity, relay, sign, keys, sealed)
SELECT audience, identity, {by:UInt64}, -1, [], ''
FROM relay_roster FINAL
WHERE audience IN {audiences:Array(UInt32)} AND sign = 1 AND arrayExists(each -> (each.1, each.2) IN (
  /*gone*/
), keys)
SETTINGS max_insert_threads = 1, use_index_for_in_with_subqueries = 0
