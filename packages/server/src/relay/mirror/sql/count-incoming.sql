SELECT
  (SELECT count() FROM relay_incoming WHERE relay = {relay:UInt64}) AS incoming,
  (SELECT count() FROM relay_roster WHERE audience = {audience:UInt32}) AS roster
