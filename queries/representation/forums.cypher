// The forums of an area at a level, by id.
// reads
// param area: id of the area
// param level: id of the level
// param on: ISO date
// param standings: the standings of forums that count
// column forum: id of the forum
// limit 10000
MATCH (:Area {id: $area})<-[:IN_AREA]-(f:Forum)-[:AT_LEVEL]->(:Level {id: $level})
WHERE f.standing IN $standings AND coalesce(f.valid_from, $on) <= $on AND coalesce(f.valid_to, $on) >= $on
RETURN f.id AS forum
ORDER BY forum
