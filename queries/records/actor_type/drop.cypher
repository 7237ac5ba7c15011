// Removes actor types with their edges.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:ActorType {id: id})
DETACH DELETE n
