-- Where rows may land before they are registered.
select segment, nextval(pg_get_serial_sequence('kindred.batches', 'id')) as chunk
from kindred.uploads
where id = $1
