// Removes assignments with what their fields joined them to; nothing that somebody else has joined to them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Assignment {id: id})
OPTIONAL MATCH (n)-[r:PART_OF_DECISION|ADDRESSED_TO]->()
DELETE r
WITH DISTINCT n
DELETE n
