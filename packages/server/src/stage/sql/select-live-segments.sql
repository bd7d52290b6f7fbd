select segment from kindred.uploads where state in ('receiving', 'staged', 'applying')
union all
select segment from kindred.opt_outs where state = 'receiving'
