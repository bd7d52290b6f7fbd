select id from kindred.people_imports where state in ('receiving', 'staged', 'applying')
