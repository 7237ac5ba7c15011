// Removes places with their edges.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Place {id: id})
DETACH DELETE n
