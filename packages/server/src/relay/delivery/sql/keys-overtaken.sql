-- Of a parked removal: people whom a later upload has brought, or the same mirror. After a later mirror these are all that
-- mirrors have brought: whom it found there already it did not bring again.
SELECT kind, key FROM relayed_keys
WHERE audience = {audience:UInt32} AND relay >= {relay:UInt64} AND sign = 1 AND (kind, key) IN (
  /*own_keys*/
)
UNION ALL
SELECT brought.1, brought.2 FROM (
  SELECT arrayJoin(keys) AS brought FROM relay_roster FINAL
  WHERE audience = {audience:UInt32} AND sign = 1 AND {is_mirrored:Bool}
)
WHERE (brought.1, brought.2) IN (
  /*own_keys*/
)
