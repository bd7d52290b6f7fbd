-- Those of them whose opt-outs count now.
SELECT kind, key FROM suppressed_keys FINAL WHERE (kind, key) IN (
  /*keys*/
)
