-- Nothing ever read them: a model is told from others by the run of its seed, which has one epoch only, and a lookalike
-- is due again by the members of its seed.
alter table kindred.lookalike_models drop column origin_epoch;
alter table kindred.lookalikes drop column origin_run;
