-- Audiences whose members may change while a guard goes up: they are looked at too.
select distinct audience_id from kindred.uploads where state in ('staged', 'applying') and audience_id is not null
