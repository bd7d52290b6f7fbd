SELECT kind, key FROM suppressed_keys FINAL WHERE (kind, key) IN (
  /*own_keys*/
)
