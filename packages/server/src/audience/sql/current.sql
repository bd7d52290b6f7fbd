select id, epoch, applied_run, member_count, log_rows, accepted > applied as is_waiting,
  deleted_at is not null as deleted
from kindred.audiences where id = $1
