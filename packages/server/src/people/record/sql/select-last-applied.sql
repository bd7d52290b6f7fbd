select * from kindred.people_imports where state = 'applied' order by version desc limit 1
