// Removes meetings with their edges.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Meeting {id: id})
DETACH DELETE n
