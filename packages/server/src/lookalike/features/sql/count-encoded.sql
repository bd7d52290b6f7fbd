SELECT country, count() AS people
FROM encoded_people
WHERE encoding = {encoding:UInt64}
GROUP BY country
