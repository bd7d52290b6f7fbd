-- The members of an audience, written once each into its next epoch.
INSERT INTO memberships (audience, epoch, person, run, sign, kind, value)
SELECT {audience:UInt32}, {new_epoch:UInt32}, person, {new_run:UInt64}, 1, last_kind, last_value
FROM (/*members*/)
SETTINGS optimize_aggregation_in_order = 1, max_insert_threads = 1
