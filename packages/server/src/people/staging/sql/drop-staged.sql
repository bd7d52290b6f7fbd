ALTER TABLE staged_people DROP PARTITION {import_id:UInt64}
