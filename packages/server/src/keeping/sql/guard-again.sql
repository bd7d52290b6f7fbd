-- An opt-out without a file: the next start takes everybody who is behind the gate now out of all audiences.
insert into kindred.opt_outs (segment, state, receiver, key_count)
values (nextval('kindred.segments'), 'guarding', 'restore', $1)
