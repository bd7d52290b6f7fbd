select nextval(pg_get_serial_sequence('kindred.batches', 'id')) as chunk
