-- From here on no rows join the upload, so its numbers are the last ones.
update kindred.uploads set state = 'applying', attempts = attempts + 1 where id = $1 returning kind_code, good_rows
