// Finds the forums of an area.
// reads
// param area: id of the area
// column forum: id of a forum
// limit 100000
MATCH (:Area {id: $area})<-[:IN_AREA]-(f:Forum)
RETURN f.id AS forum
