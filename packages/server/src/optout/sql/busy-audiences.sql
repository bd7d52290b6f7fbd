-- Audiences whose members may change while a guard goes up: they are looked at too.
select distinct u.audience_id
from kindred.uploads u
join kindred.audiences a on a.id = u.audience_id and not a.is_relayed
where u.state in ('staged', 'applying')
