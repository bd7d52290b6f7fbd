create table identity_keys (key uuid not null, person bigint not null)
