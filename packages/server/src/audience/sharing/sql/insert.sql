insert into kindred.audience_shares (audience_id, ad_account_id, permissions)
select $1, id, $3 from unnest($2::int[]) as wanted (id)
on conflict (audience_id, ad_account_id) do update set permissions = excluded.permissions
