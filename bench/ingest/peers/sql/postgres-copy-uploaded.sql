copy uploaded from :path
