-- What is written into the gate next counts more than all that was written before. Lifted keys are counted, too.
SELECT max(version) + 1 AS version FROM suppressed_keys
