update kindred.audiences
set remote_begun = case when $3::boolean then remote_begun end, remote_said = $2,
  lookalike_state = case when lookalike_state is not null then 'failed' end
where id = $1
