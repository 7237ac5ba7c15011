// Removes assignments with their edges.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Assignment {id: id})
DETACH DELETE n
