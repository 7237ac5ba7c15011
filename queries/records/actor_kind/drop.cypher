// Removes kinds of actor with their edges.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:ActorKind {id: id})
DETACH DELETE n
