delete from kindred.usage where slot_ms < $1
