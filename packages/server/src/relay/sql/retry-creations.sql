-- Creations that were refused may be asked for again.
update kindred.audiences set remote_said = null,
  lookalike_state = case when lookalike_state = 'failed' then 'building' else lookalike_state end
where ad_account_id = $1 and is_relayed and remote_id is null and deleted_at is null
