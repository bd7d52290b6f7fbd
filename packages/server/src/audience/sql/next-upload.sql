-- The oldest upload of an audience that is accepted and not applied: operations apply in this order.
select u.id, u.operation, u.segment, u.user_type, u.kind_code, u.good_rows, u.attempts, u.place
from kindred.uploads u
where u.audience_id = $1 and u.state in ('staged', 'applying')
order by u.place
limit 1
