-- planned: a file that was only asked about. Its record stays, with what would have become of its lines, and takes no
-- place in the order of its audience.
alter table kindred.uploads
  drop constraint uploads_state_check,
  add constraint uploads_state_check
    check (state in ('receiving', 'gathering', 'staged', 'applying', 'applied', 'aborted', 'failed', 'planned'));

-- operation: add puts keys up in the gate, lift takes them down again, check only looks (and leaves no record).
-- found_count: keys of a lift that were up; people_count: whom they belong to; people_out_count: who of these stays
-- out, because of a key that belongs to somebody else, too.
alter table kindred.opt_outs
  add operation text not null default 'add' check (operation in ('add', 'lift', 'check')),
  add found_count bigint,
  add people_count bigint,
  add people_out_count bigint;
