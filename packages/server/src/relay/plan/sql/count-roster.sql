SELECT count() AS row_count FROM relay_roster FINAL WHERE audience = {audience:UInt32} AND sign = 1
