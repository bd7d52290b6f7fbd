CREATE TABLE identity_keys AS
SELECT md5_number('0123456789abcdef' || email) AS key, id AS person
FROM read_csv($path, header = true, columns = {'id': 'BIGINT', 'email': 'VARCHAR'})
