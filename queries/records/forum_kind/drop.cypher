// Removes kinds of forum with their edges.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:ForumKind {id: id})
DETACH DELETE n
