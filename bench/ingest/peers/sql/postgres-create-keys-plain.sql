create table identity_keys (key text not null, person bigint not null)
