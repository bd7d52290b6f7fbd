select segment from kindred.uploads where state in ('receiving', 'gathering', 'staged', 'applying')
union all
select segment from kindred.opt_outs where state = 'receiving'
