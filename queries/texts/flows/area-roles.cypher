// Reads which roles meet in each area.
// reads
// param on: ISO date
// column area: id of an area
// column colour: its colour
// column roles: ids of the roles that meet there
// limit 1000
MATCH (r:Area)
WHERE coalesce(r.valid_from, $on) <= $on AND coalesce(r.valid_to, $on) >= $on
RETURN r.id AS area, r.colour AS colour, COLLECT { MATCH (r)-[:WHERE_MEETS]->(o:Role) RETURN o.id } AS roles
ORDER BY area
