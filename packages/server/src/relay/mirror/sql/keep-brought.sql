INSERT INTO relay_roster (audience, identity, relay, sign, keys, sealed)
SELECT {audience:UInt32}, identity, relay, 1, keys, sealed
FROM relay_incoming
WHERE relay = {relay:UInt64} AND identity IN (
  SELECT arrayJoin(identities) FROM relay_batches WHERE relay = {relay:UInt64} AND seq IN {seqs:Array(UInt32)}
)
SETTINGS max_insert_threads = 1, use_index_for_in_with_subqueries = 0
