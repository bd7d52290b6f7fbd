create table memberships (audience int, person bigint, primary key (audience, person))
