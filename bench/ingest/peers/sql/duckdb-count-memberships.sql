SELECT count(DISTINCT person)::INTEGER AS people FROM memberships
