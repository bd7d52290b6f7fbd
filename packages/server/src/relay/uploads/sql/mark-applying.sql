update kindred.uploads set state = 'applying' where id = $1 and state = any(array['staged', 'applying']) returning id
