SELECT formatQuery(replaceOne(create_table_query, concat('CREATE TABLE ', database, '.'), 'CREATE TABLE ')) AS text
FROM system.tables
WHERE database = currentDatabase()
ORDER BY name
