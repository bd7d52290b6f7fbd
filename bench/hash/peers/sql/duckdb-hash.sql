COPY (
  SELECT sha256(lower(trim(email))) AS EMAIL
  FROM read_csv($input, header = true, columns = {'email': 'VARCHAR'})
) TO :output (FORMAT csv, HEADER true)
