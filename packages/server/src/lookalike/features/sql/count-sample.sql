SELECT count() AS people FROM people FINAL WHERE person <= {last:UInt64}
