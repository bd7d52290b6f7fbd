-- Everything that scoring reads of the same people, and nothing done with it but adding up.
SELECT count() AS people, sum(person), sum(arraySum(codes)), sum(arraySum(raws)), sum(arraySum(tokens)), sum(arraySum(embedding))
FROM encoded_people
WHERE encoding = {encoding:UInt64} AND country = 'us'
