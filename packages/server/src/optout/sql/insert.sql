insert into kindred.opt_outs (segment, user_type, receiver)
values (nextval('kindred.segments'), $1, $2)
returning id, segment
