update kindred.uploads
set good_rows = good_rows + $2, bytes = bytes + $3,
  kind_code = case when kind_code is null or kind_code = $4 then $4 else 0 end
where id = $1
