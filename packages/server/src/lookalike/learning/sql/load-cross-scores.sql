INSERT INTO lookalike_cross_scores (model, person, score)
SELECT {model:UInt64}, person, score
FROM input('person UInt64, score Float32')
