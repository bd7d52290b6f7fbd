SELECT max(encoding) AS encoding FROM encoded_people
