select name, kind, is_excluded from kindred.feature_columns order by name
