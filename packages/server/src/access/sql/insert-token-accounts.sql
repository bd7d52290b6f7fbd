insert into kindred.token_accounts (token_id, ad_account_id) select $1, unnest($2::int[])
