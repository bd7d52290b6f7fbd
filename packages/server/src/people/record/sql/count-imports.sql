select count(*) as total from kindred.people_imports
