-- row_key: the strongest key of the row that a key was brought with, which tells rows apart. A row is there as long as
-- none of its keys was taken out after it was brought last. Of rows that were brought before, each key is a row.
ALTER TABLE relayed_keys ADD COLUMN IF NOT EXISTS row_key UInt128 DEFAULT key
