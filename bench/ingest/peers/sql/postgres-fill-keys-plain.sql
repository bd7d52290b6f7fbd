insert into identity_keys select encode(sha256(('0123456789abcdef' || email)::bytea), 'hex'), id from raw_people
