SELECT count() AS people FROM people FINAL
