-- What passes by itself, or with another token, says nothing of the audience.
update kindred.audiences
set remote_begun = case when $3::boolean then remote_begun end,
  remote_said = case when $4::boolean then $2::text end,
  lookalike_state = case when lookalike_state is not null and $4::boolean then 'failed' else lookalike_state end
where id = $1
