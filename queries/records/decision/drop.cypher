// Removes decisions with their edges.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Decision {id: id})
DETACH DELETE n
