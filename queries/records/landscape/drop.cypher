// Removes landscapes with their edges.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Landscape {id: id})
DETACH DELETE n
