select count(*) as total from kindred.people_imports where state in ('staged', 'applying')
