// Removes levels with their edges.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Level {id: id})
DETACH DELETE n
