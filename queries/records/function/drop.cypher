// Removes functions with their edges.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Function {id: id})
DETACH DELETE n
