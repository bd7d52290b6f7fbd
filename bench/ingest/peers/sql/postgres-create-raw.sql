create temp table raw_people (id bigint, email text)
