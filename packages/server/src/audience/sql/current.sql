select id, epoch, applied_run, member_count, log_rows, deleted_at is not null as deleted
from kindred.audiences where id = $1
