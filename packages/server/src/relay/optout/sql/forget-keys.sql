-- Who was taken out of all audiences of an ad account is in none of them. gone: the keys of these people.
INSERT INTO relayed_keys (audience, epoch, kind, key, relay, sign, row_key)
SELECT DISTINCT audience, epoch, kind, key, {by:UInt64}, -1, row_key
FROM relayed_keys
WHERE audience IN {audiences:Array(UInt32)} AND sign = 1 AND (kind, key) IN (
  /*gone*/
)
SETTINGS max_insert_threads = 1
