-- What failed for good within a week.
select (select count(*)::int from kindred.uploads where state = 'failed' and created_at > now() - interval '7 days') as uploads,
  (select count(*)::int from kindred.audiences where lookalike_state in ('failed', 'stale') and deleted_at is null) as lookalikes
