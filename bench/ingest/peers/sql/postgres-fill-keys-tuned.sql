insert into identity_keys select md5('0123456789abcdef' || email)::uuid, id from raw_people
