// Removes seats with what their fields joined them to; nothing that somebody else has joined to them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Seat {id: id})
OPTIONAL MATCH (n)-[r:SEAT_IN|HELD_BY|ON_BEHALF_OF]->()
DELETE r
WITH DISTINCT n
DELETE n
