SELECT count() AS row_count FROM staged_people WHERE import_id = {import_id:UInt64}
