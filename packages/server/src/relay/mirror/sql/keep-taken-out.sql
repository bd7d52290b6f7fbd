INSERT INTO relay_roster (audience, identity, relay, sign, keys, sealed)
SELECT {audience:UInt32}, arrayJoin(identities), relay, -1, [], ''
FROM relay_batches
WHERE relay = {relay:UInt64} AND seq IN {seqs:Array(UInt32)}
SETTINGS max_insert_threads = 1
