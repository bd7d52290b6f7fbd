select distinct audience_id from kindred.uploads where state in ('staged', 'applying')
