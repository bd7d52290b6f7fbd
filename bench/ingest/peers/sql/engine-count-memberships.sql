SELECT uniqExact(person) FROM memberships
