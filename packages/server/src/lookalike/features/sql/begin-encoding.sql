insert into kindred.encodings (population_version, digest) values ($1, $2) returning id
