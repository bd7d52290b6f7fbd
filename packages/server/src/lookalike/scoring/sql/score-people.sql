-- The score of everybody in a country by one model, in one scan. What stands between the marks is made from the model
-- (score-statement.ts). People of the sample that taught it have scores by models that did not see them. The place is the
-- score's bits in an order of whole numbers, above a keyed hash. Each question of the trees is a column of its own, so blocks
-- are small enough to stay in the cache and large enough to be worth 500 operations (with 150 trees, blocks of 65 000 took a
-- quarter longer; with 40 those of 16 384 and 32 768 are alike, with 20 the former take a twentieth less).
INSERT INTO lookalike_scores (model, person, score, place)
SELECT {model:UInt64}, person, score,
  bitOr(
    bitShiftLeft(toUInt64(bitXor(reinterpretAsUInt32(score), if(reinterpretAsUInt32(score) >= 0x80000000, 0xFFFFFFFF, 0x80000000))), 32),
    bitShiftRight(sipHash64Keyed(({k0:UInt64}, {k1:UInt64}), person), 32))
FROM (
  SELECT person, toFloat32(
    /*additive*/
    + /*trees*/) AS score
  FROM (
    SELECT person, codes, raws, embedding,
      /*known_tokens*/ AS known_tokens /*columns*/
    FROM encoded_people
    WHERE encoding = {encoding:UInt64} AND country = {country:String}
      AND person NOT IN (SELECT person FROM lookalike_cross_scores WHERE model = {model:UInt64})
  )
  UNION ALL
  SELECT person, score
  FROM lookalike_cross_scores
  WHERE model = {model:UInt64}
)
SETTINGS max_insert_threads = 2, max_block_size = 16384, preferred_block_size_bytes = 0,
  compile_expressions = /*is_compiled*/, min_count_to_compile_expression = 0
