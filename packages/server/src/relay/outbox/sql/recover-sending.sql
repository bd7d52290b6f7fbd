-- What a process that is gone was sending may have arrived.
update kindred.relay_batches set state = 'unclear', said = 'The server ended before the answer came.'
where relay_id = $1 and state = 'sending'
