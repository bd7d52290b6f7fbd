select nextval('kindred.segments') as segment
