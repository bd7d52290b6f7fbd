insert into kindred.audiences (ad_account_id, name, subtype, description, opt_out_link, user_type)
values ($1, $2, $3, $4, $5, $6)
returning *
