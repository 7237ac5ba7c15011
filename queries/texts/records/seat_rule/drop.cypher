// Removes seat rules with what their fields joined them to; nothing that somebody else has joined to them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:SeatRule {id: id})
OPTIONAL MATCH (n)-[r:RULES|ASKS_FOR|ASKS_FOR_PARTY]->()
DELETE r
WITH DISTINCT n
DELETE n
