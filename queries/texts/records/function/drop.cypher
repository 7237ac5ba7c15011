// Removes functions with what their fields joined them to; nothing that somebody else has joined to them.
// writes
// param ids: list of ids
UNWIND $ids AS id
MATCH (n:Function {id: id})
OPTIONAL MATCH (n)-[r:OF_TYPE|AT_LEVEL|LOCATED_IN|HELD_AT]->()
DELETE r
WITH DISTINCT n
DELETE n
