// The organisations that some resulted from, and that have ended.
// reads
// param ids: ids of what followed them
// param on: ISO date
// column id: id of one that has ended by then
// limit 10000
UNWIND $ids AS id
MATCH (:Actor {id: id})-[:RESULTED_FROM]->(p:Actor)
WHERE p.valid_to < $on
RETURN DISTINCT p.id AS id
ORDER BY id
