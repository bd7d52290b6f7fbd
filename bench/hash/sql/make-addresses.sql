-- Made-up people in the order of their numbers; of a hundred addresses five have capitals, and two a blank at each end.
INSERT INTO FUNCTION file({path:String}, 'TSVRawWithNames', 'email String')
SELECT multiIf(number % 50 = 7, concat(' ', address, ' '), number % 20 = 3, initcap(address), address) AS email
FROM (
  SELECT number, concat(
    ['mary', 'john', 'anna', 'giulia', 'luca', 'jose', 'peter', 'sophie', 'max', 'lena', 'noah'][number % 11 + 1], '.',
    ['smith', 'rossi', 'mueller', 'garcia', 'dubois', 'jones', 'novak', 'silva', 'weber'][number % 9 + 1],
    toString(number), '@',
    ['gmail.com', 'yahoo.com', 'web.de', 'libero.it', 'orange.fr', 'company.co.uk', 'example.org'][number % 7 + 1])
    AS address
  FROM numbers({rows:UInt64}))
