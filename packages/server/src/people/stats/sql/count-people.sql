SELECT count() AS row_count FROM people FINAL
