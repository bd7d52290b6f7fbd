insert into kindred.audit_log (token_id, action, subject, detail) values ($1, $2, $3, $4::jsonb)
