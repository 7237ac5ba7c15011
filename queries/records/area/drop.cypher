// Removes areas with their edges.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Area {id: id})
DETACH DELETE n
