-- Rows of a Parquet file, of whatever types, as lines of JSON: one way to read values for both.
SELECT formatRowNoNewline('JSONEachRow', *) AS line FROM url({url:String}, 'Parquet')
