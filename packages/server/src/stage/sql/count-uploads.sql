select count(*) as total
/*uploads_of*/
