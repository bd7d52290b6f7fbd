CREATE TABLE memberships (audience INTEGER, person BIGINT)
