-- Audiences with rows in the column store that no longer count.
select id from kindred.audiences a
where has_dead_rows
  or (deleted_at is not null and log_rows > 0)
  or exists (
    select from kindred.runs r
    where r.audience_id = a.id and (r.state = 'abandoned' or (r.state = 'open' and a.deleted_at is not null))
  )
