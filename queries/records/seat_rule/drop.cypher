// Removes seat rules with their edges.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:SeatRule {id: id})
DETACH DELETE n
