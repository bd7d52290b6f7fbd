copy raw_people from :path (format csv, header)
