// Removes forums with their edges.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Forum {id: id})
DETACH DELETE n
