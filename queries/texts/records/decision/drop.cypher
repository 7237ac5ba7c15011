// Removes decisions with what their fields joined them to; nothing that somebody else has joined to them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Decision {id: id})
OPTIONAL MATCH (n)-[r:TAKEN_IN|TAKEN_AT|FOLLOWS_UP|PART_OF_WHOLE]->()
DELETE r
WITH DISTINCT n
DELETE n
