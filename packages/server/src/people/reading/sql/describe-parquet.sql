DESCRIBE TABLE url({url:String}, 'Parquet')
