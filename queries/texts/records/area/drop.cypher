// Removes areas with what their fields joined them to; nothing that somebody else has joined to them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Area {id: id})
OPTIONAL MATCH (n)-[r:WHERE_MEETS]->()
DELETE r
WITH DISTINCT n
DELETE n
