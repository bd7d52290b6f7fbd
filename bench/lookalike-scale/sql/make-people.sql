-- One sixteenth of the people, those whose hash begins alike, so that parts lie beside each other as those of imports do.
-- Everybody has a taste between 0 and 1, which every column says a little about: 24 numbers, of which some are missing, 12
-- categories, 3 lists of tokens, and an embedding of 32 dimensions. Everything else is a hash, so the same numbers always
-- make the same people.
INSERT INTO people (person, id, country, features, version, keys)
SELECT
  person, id, 'us',
  mapFilter((name, cell) -> cell != '', mapFromArrays(
    {names:Array(String)},
    arrayConcat(
      arrayMap(k -> if(k % 4 = 0 AND cityHash64(number, k) % 10 = 0, '',
        toString(round((cityHash64(number, k) % 10000) / 100 + taste * (k % 5) * 8, 2))), range(24)),
      arrayMap(k -> concat('level', toString(toUInt32(
        (cityHash64(number, 100 + k) % 1000) / 1000 * (4 + 3 * k) * (1 - 0.3 * taste)))), range(12)),
      arrayMap(k -> arrayStringConcat(arrayMap(j -> concat('tag', toString(toUInt32(
        pow((cityHash64(number, 200 + 20 * k + j) % 1000) / 1000, 2 - taste) * 400))), range(1 + cityHash64(number, 200 + k) % 12)), '|'),
        range(3)),
      arrayMap(k -> toString(round((cityHash64(number, 300 + k) % 2000) / 1000 - 1 + taste * (k % 3 - 1) * 0.2, 4)), range(32))))),
  1,
  [(toUInt8(1), reinterpretAsUInt128(sipHash128Keyed(({k0:UInt64}, {k1:UInt64}), concat(SHA256(id), ''))))]
FROM (
  SELECT number, concat('p', toString(number)) AS id,
    sipHash64Keyed(({k0:UInt64}, {k1:UInt64}), id) AS person,
    (cityHash64(number, 1001) % 1000) / 1000 AS taste
  FROM numbers({people:UInt64})
  WHERE bitShiftRight(person, 60) = {slice:UInt64}
)
SETTINGS max_insert_threads = 1, max_threads = 2, max_block_size = 16384,
  min_insert_block_size_rows = 200000, min_insert_block_size_bytes = 0, optimize_on_insert = 0
