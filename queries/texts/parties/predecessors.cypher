// Finds the organisations that some parties resulted from, if they have ended.
// reads
// param ids: ids of the successors
// param on: ISO date
// column id: id of a predecessor that has ended by the day
// limit 10000
UNWIND $ids AS id
MATCH (:Actor {id: id})-[:RESULTED_FROM]->(p:Actor)
WHERE p.valid_to < $on
RETURN DISTINCT p.id AS id
ORDER BY id
