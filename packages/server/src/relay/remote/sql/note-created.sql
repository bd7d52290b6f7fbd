update kindred.audiences
set remote_id = $2, remote_begun = null, remote_said = null, updated_at = now(),
  lookalike_state = case when lookalike_state is not null then 'ready' end
where id = $1 and remote_id is null
