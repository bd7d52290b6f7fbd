-- The version of the population, as the first import gives it.
select nextval('kindred.population_versions') as version
