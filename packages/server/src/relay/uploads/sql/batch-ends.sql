select seq, operation, state, attempts > 0 or resent as was_sent
from kindred.relay_batches where relay_id = $1 order by seq
