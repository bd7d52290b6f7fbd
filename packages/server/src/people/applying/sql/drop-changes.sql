ALTER TABLE people_changes DROP PARTITION {import_id:UInt64}
