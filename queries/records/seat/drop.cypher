// Removes seats with their edges.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Seat {id: id})
DETACH DELETE n
