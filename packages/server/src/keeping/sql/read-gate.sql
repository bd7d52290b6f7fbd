-- Every key that is or was in the gate, as it stands now.
SELECT kind, key, max(version) AS last_version, argMax(lifted, version) AS last_lifted
FROM suppressed_keys
GROUP BY kind, key
