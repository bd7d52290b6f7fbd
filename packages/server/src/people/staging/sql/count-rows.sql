-- Rows of a file by what they are.
SELECT code, count() AS row_count FROM staged_people WHERE import_id = {import_id:UInt64} GROUP BY code
