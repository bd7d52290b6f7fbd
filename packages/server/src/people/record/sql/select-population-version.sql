select value from kindred.settings where name = 'population_version'
