insert into kindred.opt_outs (segment, user_type, receiver, operation)
values (nextval('kindred.segments'), $1, $2, $3)
returning id, segment
