select segment from kindred.uploads where state in ('receiving', 'staged', 'applying')
