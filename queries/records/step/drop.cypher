// Removes steps with their edges.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Step {id: id})
DETACH DELETE n
