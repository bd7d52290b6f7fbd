select count(*)::int as people from memberships
