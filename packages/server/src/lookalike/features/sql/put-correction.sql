insert into kindred.feature_columns (name, kind, is_excluded)
values ($1, $2, $3)
on conflict (name) do update set kind = excluded.kind, is_excluded = excluded.is_excluded, updated_at = now()
