// Removes roles with their edges.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Role {id: id})
DETACH DELETE n
