select id, epoch, applied_run, member_count, accepted > applied as is_waiting, deleted_at is not null as is_deleted
from kindred.audiences where id = $1
