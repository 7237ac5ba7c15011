// Removes sources with their edges.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Source {id: id})
DETACH DELETE n
