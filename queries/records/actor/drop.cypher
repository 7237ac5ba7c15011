// Removes actors with their edges.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Actor {id: id})
DETACH DELETE n
