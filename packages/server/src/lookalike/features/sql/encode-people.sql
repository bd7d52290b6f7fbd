-- Everybody's features as codes, in one pass over the population. What stands between the marks is made from the plan of
-- the encoding (encode-statement.ts).
INSERT INTO encoded_people (encoding, country, person, codes, raws, tokens, embedding)
SELECT {encoding:UInt64}, country, person,
  /*codes*/,
  /*raws*/,
  /*tokens*/,
  /*embedding*/
FROM /*people*/
SETTINGS max_insert_threads = 2, min_insert_block_size_rows = 262144, min_insert_block_size_bytes = 0,
  max_block_size = 8192, preferred_block_size_bytes = 0
