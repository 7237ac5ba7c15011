// Gives every forum its place among those of its area and level, in a graph that was made before forums had one.
// writes
MATCH (f:Forum)-[:AT_LEVEL]->(l:Level)
WITH f, l, COLLECT { MATCH (f)-[:IN_AREA]->(r:Area) RETURN r.id } AS areas
SET f.listed = coalesce(areas[0], '') + '/' + l.id + '/' + f.id
