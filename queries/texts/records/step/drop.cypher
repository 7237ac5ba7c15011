// Removes steps with what their fields joined them to; nothing that somebody else has joined to them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Step {id: id})
OPTIONAL MATCH (n)-[r:STEP_OF]->()
DELETE r
WITH DISTINCT n
DELETE n
