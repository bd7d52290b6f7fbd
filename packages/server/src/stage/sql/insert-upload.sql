insert into kindred.uploads (audience_id, ad_account_id, operation, segment, user_type, receiver)
values ($1, $2, $3, nextval('kindred.segments'), $4, $5)
returning id, segment
