-- Lines as they arrive.
SELECT line FROM input('line String')
