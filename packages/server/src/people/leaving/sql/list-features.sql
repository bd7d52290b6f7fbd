SELECT DISTINCT arrayJoin(mapKeys(features)) AS name FROM people FINAL ORDER BY name
