create table uploaded (line text)
